"""Every example program does what its folder says, with the real library on a memory board and with sleeps that are only counted."""

import csv
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"
BASIC = EXAMPLES / "python/basic"
MISSION = EXAMPLES / "mission"
LIMIT_S = 30


def outcome(program):
    environment = {**os.environ, "PYTHONPATH": os.environ["CUPOLA_BUILD_DIR"] + "/python", "SENSE_HAT_BACKEND": "memory",
                   "CUPOLA_PROFILE": "flight", "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-B", HERE / "counted_run.py", program], env=environment, capture_output=True,
                         text=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
    return json.loads(run.stderr.splitlines()[-1])


class BasicPrograms(unittest.TestCase):
    programs = sorted(BASIC.glob("*.py"))

    def test_there_are_some_and_the_readme_names_each(self):
        self.assertGreaterEqual(len(self.programs), 6)
        readme = (BASIC / "README.md").read_text(encoding="utf-8")
        for program in self.programs:
            self.assertIn(f"`{program.name}`", readme)

    def test_each_ends_by_itself_in_time_and_lights_leds(self):
        for program in self.programs:
            with self.subTest(program=program.name):
                result = outcome(program)
                self.assertIsNone(result["error"])
                self.assertLess(result["slept_s"], LIMIT_S - 1)
                self.assertGreater(result["slept_s"], 1)
                self.assertTrue(result["lit"])


class SampleMission(unittest.TestCase):
    def setUp(self):
        with open(MISSION / "entries.csv", encoding="utf-8", newline="") as file:
            self.programs = {each["id"]: MISSION / "programs" / each["program"] for each in csv.DictReader(file)}
        self.expected = json.loads((MISSION / "EXPECTED.json").read_text(encoding="utf-8"))

    def test_each_entry_ends_as_expected(self):
        for entry, expected in self.expected.items():
            with self.subTest(entry=entry):
                result = outcome(self.programs[entry])
                too_long = result["cut"] or result["slept_s"] > LIMIT_S
                verdict = "error" if result["error"] else "cut-at-limit" if too_long else "finished"
                self.assertEqual(verdict, expected["verdict"])
                if verdict == "error":
                    self.assertEqual(result["error"], {"type": expected["error_type"], "line": expected["error_line"]})
                self.assertEqual(expected["flight"], verdict == "finished" and result["lit"])

    def test_those_that_finish_leave_a_second_to_spare(self):
        for entry, expected in self.expected.items():
            if expected["verdict"] == "finished":
                with self.subTest(entry=entry):
                    self.assertTrue(3 <= outcome(self.programs[entry])["slept_s"] <= LIMIT_S - 1)

    def test_the_misspelt_method_is_reached_after_ten_seconds(self):
        self.assertGreater(outcome(self.programs["mokus"])["slept_s"], 10)


if __name__ == "__main__":
    unittest.main()
