"""The Play page in a real window, with the hands and eyes of a child: mouse, keys, pixels, and programs beside it."""
import os
import signal
import subprocess
import time

from driver import EMULATOR, ROOT, wait_until

PRINTS_HUMIDITY = """from time import sleep
from sense_hat import SenseHat
sense = SenseHat()
while True:
    print(round(sense.get_humidity(), 1))
    sleep(0.1)
"""

PRINTS_ANGLES = """from time import sleep
from sense_hat import SenseHat
sense = SenseHat()
while True:
    turn = sense.get_orientation_degrees()
    print(round(turn["roll"]), round(turn["pitch"]), round(turn["yaw"]))
    sleep(0.1)
"""

WITH_ERROR = """from sense_hat import SenseHat

sense = SenseHat()
sense.shine()
"""

FLOODS = """while True:
    print("all work and no play makes the window a dull one")
"""

DRAWS_FAST = """from sense_hat import SenseHat
sense = SenseHat()
red, blue = [(255, 0, 0)] * 64, [(0, 0, 255)] * 64
print("drawing")
while True:
    sense.set_pixels(red)
    sense.set_pixels(blue)
"""


def last_number(program):
    lines = program.lines()
    return float(lines[-1]) if lines else None


def world(home):
    """The world as the window shows it; it is on the disk a second after it changed."""
    return home.session().get("world", {})


def test_a_program_prints_what_the_slider_was_moved_to(start):
    window = start.window()
    program = start.program(start.home.write("humidity.py", PRINTS_HUMIDITY))
    wait_until(lambda: last_number(program) is not None, "the first reading")
    window.click("Humidity", across=0.8)
    shown = wait_until(lambda: world(start.home).get("humidity"), "the value of the slider")
    assert 75 < shown < 85
    wait_until(lambda: abs(last_number(program) - shown) < 4, "the program to print the new value")


def bright_led(window):
    """Column and row of the brightest light, seen in the window's pixels."""
    at = window.widget("LED matrix")
    side = (at["right"] - at["left"]) / 8
    picture = window.grab()

    def light(cell):
        x, y = at["left"] + (cell[0] + 0.5) * side, at["top"] + (cell[1] + 0.5) * side
        return max(sum(picture.getpixel((round(x) + dx, round(y) + dy))) for dx in (-2, 0, 2) for dy in (-2, 0, 2))
    cells = sorted(((x, y) for x in range(8) for y in range(8)), key=light)
    return cells[-1] if light(cells[-1]) > light(cells[-2]) + 100 else None


def test_arrow_keys_move_the_light_of_the_joystick_example(start):
    window = start.window()
    window.point_away()
    start.program(ROOT / "examples/python/basic/09_joystick.py")
    wait_until(lambda: bright_led(window) == (3, 3), "the example's light in the middle")
    window.key("Right", "Right", "Down")
    wait_until(lambda: bright_led(window) == (5, 4), "the light two to the right and one down")


def error_rows(window):
    """Where in the editor, from its top in px, the left edge is red."""
    at = window.widget("Program text")
    picture = window.grab()
    x = round(at["left"]) + 2
    rows = []
    for y in range(round(at["top"]), round(at["bottom"])):
        red, green, blue = picture.getpixel((x, y))
        if red > green + 60 and red > blue + 60:
            rows.append(y - round(at["top"]))
    return rows


def test_f5_on_a_program_with_an_error_marks_its_line(start):
    window = start.window(start.home.write("wrong.py", WITH_ERROR))
    assert not error_rows(window)
    window.key("F5")
    window.widget("Go to line 4")
    window.widget("stopped by an error")
    rows = wait_until(lambda: error_rows(window), "a red mark in the editor")
    height = rows[-1] - rows[0] + 1
    assert rows == list(range(rows[0], rows[-1] + 1)), "one line is marked, not several"
    assert 3 * height - 8 <= rows[0] <= 3 * height + 8, f"the fourth line is marked, not what begins at {rows[0]} px"


def test_dragging_the_board_turns_what_the_program_measures(start):
    window = start.window()
    program = start.program(start.home.write("angles.py", PRINTS_ANGLES))

    def measured():
        lines = program.lines()
        return [int(number) for number in lines[-1].split()] if lines else None

    def shown():
        return [world(start.home).get(name, 0) for name in ("roll", "pitch", "yaw")]

    def apart(one, other):
        return max(abs((a - b + 180) % 360 - 180) for a, b in zip(one, other))

    wait_until(measured, "the first reading")
    assert apart(measured(), [0, 0, 0]) < 10
    window.drag("Board in space", 60, 25)
    assert apart(wait_until(lambda: any(shown()) and shown(), "the board to turn"), [0, 0, 0]) > 15
    wait_until(lambda: apart(measured(), shown()) < 8, "the program to measure the angles shown")


def test_a_closed_window_opens_again_as_it_was(start):
    path = start.home.write("mine.py", "x = 1\n")
    window = start.window(path)
    window.click("Humidity", across=0.25)
    window.click("Program text", down=0.1)
    window.key("ctrl+End")
    window.type("y = 2")
    wait_until(lambda: start.home.session().get("text") == "x = 1\ny = 2", "the typed text on the disk")
    window.quit()
    humidity = world(start.home)["humidity"]
    assert path.read_text(encoding="utf-8") == "x = 1\n", "closing the window must not write over the file"
    again = start.window()
    again.key("ctrl+s")
    wait_until(lambda: path.read_text(encoding="utf-8") == "x = 1\ny = 2", "the restored text in the file")
    again.quit()
    assert world(start.home)["humidity"] == humidity


def test_killed_while_text_is_unsaved_the_text_is_there_again(start):
    window = start.window()
    window.click("Program text", down=0.5)
    window.key("ctrl+a")
    proof = start.home.folder / "proof"
    window.type(f'open("{proof}", "w").write("typed")')
    typed = time.monotonic()
    wait_until(lambda: start.home.session().get("text", "").endswith('"typed")'), "the text on the disk")
    assert time.monotonic() - typed < 5
    window.process.kill()
    window.process.wait(timeout=10)
    again = start.window()
    again.key("F5")
    wait_until(lambda: proof.exists() and proof.read_text() == "typed", "the restored program to run")


def test_a_killed_program_is_said_to_have_ended(start):
    pid = start.home.folder / "pid"
    text = f"import os, time\nopen({str(pid)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n"
    window = start.window(start.home.write("sleeps.py", text))
    window.key("F5")
    wait_until(lambda: pid.exists() and pid.read_text(), "the program's process number")
    window.widget("running")
    os.kill(int(pid.read_text()), signal.SIGKILL)
    window.widget("crashed")
    window.widget("Run")


def answer_times(window):
    """Seconds from clicks on tabs until their pages are seen, shortest first."""
    times = []
    for page, gone in (("Record", True), ("Play", False)) * 3:
        clicked = time.monotonic()
        window.click(page)
        wait_until(lambda: window.shows("LED matrix") != gone, f"the page {page!r}")
        times.append(time.monotonic() - clicked)
    return sorted(times)


def answers_in_time(window, quiet):
    """A second is what the window has; more only as far as a busy machine makes it slow without any program, too."""
    times = answer_times(window)
    limit = max(1.0, 2.5 * quiet[len(quiet) // 2])
    assert times[len(times) // 2] <= limit, (times, quiet)


def test_a_program_that_floods_its_output_leaves_the_window_answering(start):
    window = start.window(start.home.write("floods.py", FLOODS))
    quiet = answer_times(window)
    window.key("F5")
    window.widget("running")
    answers_in_time(window, quiet)
    window.key("shift+F5")
    window.widget("nothing is running")


def test_a_program_that_draws_without_a_pause_leaves_the_window_answering(start):
    window = start.window()
    quiet = answer_times(window)
    program = start.program(start.home.write("fast.py", DRAWS_FAST))
    wait_until(program.lines, "the program to draw")
    answers_in_time(window, quiet)
    wait_until(lambda: any(f"(pid {program.process.pid})" in label for label in window.labels()), "who draws")


def test_a_second_start_hands_its_file_to_the_open_window(start):
    window = start.window(start.home.write("first.py", "x = 1\n"))
    path = start.home.write("second.py", WITH_ERROR)
    second = subprocess.run([EMULATOR, path], env=start.home.environment, capture_output=True, text=True, timeout=30)
    assert second.returncode == 0, second.stderr
    assert second.stderr.count("\n") == 1
    wait_until(lambda: start.home.session().get("file") == str(path), "the second file in the first window")
    window.key("F5")
    window.widget("Go to line 4")
