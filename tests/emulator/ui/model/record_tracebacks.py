"""Runs programs with the mistakes that beginners make and keeps what Python says: record_tracebacks.py [--check] PACKAGES FILE.

PACKAGES is the folder of our sense_hat. With --check nothing is written: exit status 1 if FILE says something else, 77 (skipped) if
this is not Python 3.11, whose wording is recorded.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HAT = "from sense_hat import SenseHat\nsense = SenseHat()\n"

PROGRAMS = {
    "name_misspelt": HAT + "sens.clear()\n",
    "name_unknown": "print(zebra)\n",
    "name_true": "while true:\n    pass\n",
    "name_module": HAT + "time.sleep(1)\n",
    "name_sense": "sense.clear()\n",
    "name_sensehat": "sense = SenseHat()\n",
    "name_sleep": HAT + "sleep(1)\n",
    "unbound_local": "count = 0\ndef add():\n    count = count + 1\nadd()\n",
    "attribute_misspelt": HAT + "sense.set_pixles([(0, 0, 0)] * 64)\n",
    "attribute_far": HAT + "sense.show_text('hi')\n",
    "attribute_capital": HAT + "sense.Clear()\n",
    "attribute_of_number": "x = 3\nx.append(4)\n",
    "attribute_of_none": HAT + "x = sense.clear()\nx.get_pixels()\n",
    "attribute_of_module": "import time\ntime.slep(1)\n",
    "attribute_colour_missing": "from sense_hat import SenseHat\nSenseHat.colour = None\nprint(SenseHat().colour.red)\n",
    "import_name": "from sense_hat import Sensehat\n",
    "import_module": "import sensehat\n",
    "import_other_module": "import pygame_zero\n",
    "import_submodule": "import time.sleep\n",
    "pixels_63": HAT + "r = (255, 0, 0)\nb = (0, 0, 0)\npicture = [\n" + "    r, b, r, b, r, b, r, b,\n" * 7
    + "    r, b, r, b, r, b, r,\n]\nsense.set_pixels(picture)\n",
    "pixels_65": HAT + "r = [255, 0, 0]\nsense.set_pixels([" + "r, " * 65 + "])\n",
    "pixels_unknown": HAT + "n = 8\nsense.set_pixels([(1, 2, 3) for i in range(n)])\n",
    "pixel_range": HAT + "sense.set_pixels([(0, 0, 0)] * 10 + [(256, 0, 0)] + [(0, 0, 0)] * 53)\n",
    "pixel_three": HAT + "sense.set_pixels([(0, 0)] * 64)\n",
    "pixel_x": HAT + "sense.set_pixel(8, 0, 255, 0, 0)\n",
    "pixel_y": HAT + "sense.set_pixel(0, -1, 255, 0, 0)\n",
    "pixel_colour_range": HAT + "sense.set_pixel(0, 0, 300, 0, 0)\n",
    "pixel_arguments": HAT + "sense.set_pixel(0, 0, 255, 0)\n",
    "clear_arguments": HAT + "sense.clear(255, 0)\n",
    "rotation": HAT + "sense.set_rotation(45)\n",
    "letter": HAT + "sense.show_letter('Hi')\n",
    "gamma": HAT + "sense.gamma = [1, 2, 3]\n",
    "message_number": HAT + "sense.show_message(25)\n",
    "arguments_missing": HAT + "sense.set_pixel()\n",
    "arguments_too_many": HAT + "sense.get_temperature(1)\n",
    "arguments_own": "def add(a, b):\n    return a + b\nprint(add(1))\n",
    "arguments_own_two": "def add(a, b, c):\n    return a + b\nprint(add(1))\n",
    "arguments_keyword": HAT + "sense.show_message('hi', speed=1)\n",
    "concatenate": "print('Temperature: ' + 20.5)\n",
    "concatenate_number": "print(3 + 'apples')\n",
    "call_number": "x = 3\nx(4)\n",
    "call_list": "points = [1, 2]\nprint(points(0))\n",
    "subscript": "x = 3\nprint(x[0])\n",
    "subscript_method": HAT + "print(sense.get_pixel[0])\n",
    "assign_tuple": "colour = (1, 2, 3)\ncolour[0] = 5\n",
    "list_index": "x = [1, 2, 3]\nprint(x['a'])\n",
    "range_float": "for i in range(2.5):\n    pass\n",
    "not_iterable": "for i in 8:\n    print(i)\n",
    "compare": "if '5' > 3:\n    print('yes')\n",
    "unpack_few": "a, b = [1]\n",
    "unpack_many": "red, green, blue = (1, 2, 3, 4)\n",
    "int_of_text": "print(int('ten'))\n",
    "float_of_text": "print(float('1,5'))\n",
    "index_list": "x = [1, 2, 3]\nprint(x[3])\n",
    "index_text": "x = 'abc'\nprint(x[3])\n",
    "key": "x = {'a': 1}\nprint(x['b'])\n",
    "zero": "print(1 / 0)\n",
    "zero_modulo": "print(1 % 0)\n",
    "file_missing": "open('picture.txt')\n",
    "image_missing": HAT + "sense.load_image('smiley.png')\n",
    "recursion": "def f():\n    f()\nf()\n",
    "assertion": "assert 1 == 2, 'one is not two'\n",
    "eof": "name = input('Name? ')\n",
    "stopped": "raise KeyboardInterrupt\n",
    "own_exception": "class Trouble(Exception):\n    pass\nraise Trouble('with tribbles')\n",
    "no_message": "raise ValueError\n",
    "while_handling": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    print(nothing)\n",
    "in_thread": "import threading\ndef f():\n    print(1 / 0)\nt = threading.Thread(target=f)\nt.start()\nt.join()\n",
    "gain": HAT + "sense.colour.gain = 2\n",
    "indent_missing": "while True:\nprint('hi')\n",
    "indent_missing_if": "x = 1\nif x == 1:\nprint('hi')\n",
    "indent_unexpected": "x = 1\n    y = 2\n",
    "indent_no_match": "if True:\n        x = 1\n    y = 2\n",
    "indent_tabs": "if True:\n        x = 1\n\ty = 2\n",
    "colon_missing": "while True\n    print('hi')\n",
    "colon_missing_def": "def f()\n    pass\n",
    "bracket_open": "print('hi'\nx = 1\n",
    "bracket_open_comma": "x = [1, 2\ny = 2\n",
    "bracket_closed": "print('hi'))\n",
    "bracket_mismatch": "x = [1, 2)\n",
    "text_open": "print('hi)\n",
    "text_triple_open": "x = '''hi\n",
    "comma_missing": "x = (1 2)\n",
    "comma_missing_list": "r = 1\nx = [r r]\n",
    "assign_in_if": "x = 1\nif x = 1:\n    pass\n",
    "assign_to_number": "5 = x\n",
    "assign_to_call": "f() = 3\n",
    "print_two": "print 'hi'\n",
    "syntax": "x = = 1\n",
    "syntax_star": "for for i in x:\n",
    "else_alone": "x = 1\nelse:\n    x = 2\n",
    "return_outside": "return 5\n",
    "break_outside": "break\n",
    "curly_quotes": "print(\u201chi\u201d)\n",
    "wrong_minus": "x = 5 \u2013 3\n",
    "number_then_name": "x = 5apples\n",
    "leading_zero": "x = 07\n",
    "f_string": "x = f'{1 + }'\n",
    "dollar": "x = $5\n",
    "keyword_name": "class = 5\n",
    "forgot_operator": "x = 3\nprint(x x)\n",
    "else_if": "x = 1\nif x:\n    pass\nelse if x:\n    pass\n",
    "not_utf8": "# caf\udce9\nx = 1\n",
}


def run(source, packages):
    """What Python says on stderr, with the temporary folder and the packages under names that do not change."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program.py"
        program.write_bytes(source.encode("utf-8", "surrogateescape"))
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": packages, "SENSE_HAT_BACKEND": "memory",
                       "CUPOLA_PROFILE": "flight", "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
        ran = subprocess.run(["/usr/bin/python3", str(program)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             env=environment, cwd=folder, timeout=60, check=False)
    return ran.stderr.replace(folder, "/home/ada").replace(packages, "/usr/lib/python3/dist-packages")


def essence(said):
    """The lines about the program itself and the last one: the inside of sense_hat may change."""
    lines = said["stderr"].splitlines()
    return said["source"], [each for each in lines if "program.py" in each], lines[-1:]


def main(arguments):
    check = arguments[:1] == ["--check"]
    packages, file = arguments[1:] if check else arguments
    packages = str(Path(packages).resolve())
    version = subprocess.run(["/usr/bin/python3", "--version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith("Python 3.11."):
        print(f"the recorded wording is that of Python 3.11, this is {version.strip()}")
        return 77
    said = [{"name": name, "source": source.encode("utf-8", "replace").decode(), "stderr": run(source, packages)}
            for name, source in PROGRAMS.items()]
    text = json.dumps(said, indent=1, ensure_ascii=False) + "\n"
    if not check:
        Path(file).write_text(text, encoding="utf-8")
        return 0
    recorded = {each["name"]: essence(each) for each in json.loads(Path(file).read_text(encoding="utf-8"))}
    differing = [each["name"] for each in said if recorded.get(each["name"]) != essence(each)]
    for name in differing:
        print(f"{name}: Python says something else now; record again")
    return 1 if differing or len(recorded) != len(said) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
