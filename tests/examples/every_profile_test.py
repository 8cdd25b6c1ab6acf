"""Every program of examples/python runs in the box, on the virtual clock, on every profile of the HAT."""

import json
import os
import subprocess
import unittest
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples/python"
CUPOLA = Path(os.environ["CUPOLA_BUILD_DIR"]) / "bin/cupola"
LEVELS = ("basic", "intermediate", "advanced")
PROFILES = ("flight", "retail-v2", "v1")
LIMIT_S = 30


def programs():
    return [program for level in LEVELS for program in sorted((EXAMPLES / level).glob("*.py"))]


def run(program, profile):
    command = [CUPOLA, "run", program, "--json", "--clock", "virtual", "--limit", str(LIMIT_S), "--profile", profile]
    return json.loads(subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout)


class EveryProfile(unittest.TestCase):
    def test_there_are_enough_and_the_readme_of_each_level_names_them(self):
        self.assertGreaterEqual(len(programs()), 25)
        for program in programs():
            self.assertIn(f"`{program.name}`", (program.parent / "README.md").read_text(encoding="utf-8"))

    def check_profile(self, profile):
        for program in programs():
            with self.subTest(program=program.name, profile=profile):
                result = run(program, profile)
                self.assertEqual(result["verdict"], "finished", result["stderr"])
                self.assertLess(result["wall_s"], LIMIT_S - 1)
                self.assertTrue(result["claims"]["leds_used"])
                self.assertEqual(result["stderr"], "")

    def test_flight(self):
        self.check_profile("flight")

    def test_retail_v2(self):
        self.check_profile("retail-v2")

    def test_v1(self):
        self.check_profile("v1")

    def test_the_colour_sensor_is_used_where_there_is_one(self):
        program = EXAMPLES / "intermediate/10_name_the_colour.py"
        self.assertEqual([run(program, profile)["claims"]["read_colour"] for profile in PROFILES], [True, True, False])


if __name__ == "__main__":
    unittest.main()
