"""Record and replay in a real window: what happened while a slider moved and a program drew happens once more."""
import pathlib

from driver import Window, wait_until

DRAWS_AND_PRINTS = """from time import sleep
from sense_hat import SenseHat
sense = SenseHat()
while True:
    humidity = sense.get_humidity()
    sense.clear((255, 0, 0) if humidity > 60 else (0, 0, 255))
    print(round(humidity, 1))
    sleep(0.05)
"""
# How far a reading may be from the slider: the chip's noise, and the last of the way there.
NEAR = 4


def printed(program):
    lines = program.lines()
    return float(lines[-1]) if lines else None


def near(program, value):
    return lambda: printed(program) is not None and abs(printed(program) - value) < NEAR


def kept(home, suffix):
    """The recordings on the disk, oldest first."""
    return sorted((home.folder / "state/cupola").rglob(f"*{suffix}"))


def lights(window):
    """How red and how blue the LED matrix of the Play page is, 0 to 255."""
    at = window.widget("LED matrix")
    picture = window.grab().crop((round(at["left"]), round(at["top"]), round(at["right"]), round(at["bottom"])))
    red, _, blue = picture.resize((1, 1)).getpixel((0, 0))
    return red, blue


def recorded(start, window, program):
    """A recording of the slider's way from 20 % to 80 %; ends on the Record page with the slider at 20 % again."""
    window.click("Humidity", across=0.2)
    wait_until(near(program, 20), "the dry air")
    window.click("Record")
    window.click("● Record")
    window.widget("■ Stop recording")
    window.click("Play")
    window.click("Humidity", across=0.8)
    wait_until(near(program, 80), "the damp air")
    window.click("Record")
    window.click("■ Stop recording")
    wait_until(lambda: kept(start.home, ".hat") and kept(start.home, ".film"), "the recording on the disk")
    window.click("Play")
    window.click("Humidity", across=0.2)
    wait_until(near(program, 20), "the dry air again")
    window.click("Record")


def test_what_was_recorded_happens_again_and_can_be_gone_through(start):
    window = start.window()
    program = start.program(start.home.write("damp.py", DRAWS_AND_PRINTS))
    recorded(start, window, program)
    window.click("▶ Play")
    wait_until(near(program, 80), "the program to feel the damp air of the recording")
    # Scrub: to its beginning and its end, with the slider of time.
    window.click("Position", across=0.02)
    wait_until(near(program, 20), "the dry air of the beginning")
    window.click("Pause")
    window.widget("▶ Play")
    window.click("Position", across=0.98)
    wait_until(near(program, 80), "the damp air of the end")
    window.click("Play")
    wait_until(lambda: lights(window)[0] > lights(window)[1], "what the program makes of it on the board")
    window.click("Record")
    window.click("Back to my world")
    wait_until(near(program, 20), "the air of the slider")
    window.click("Play")
    wait_until(lambda: lights(window)[1] > lights(window)[0], "the board in the world of the slider")


def test_a_recording_is_there_in_the_next_window(start):
    window = start.window()
    program = start.program(start.home.write("damp.py", DRAWS_AND_PRINTS))
    recorded(start, window, program)
    name = pathlib.Path(kept(start.home, ".hat")[0]).stem
    window.quit()
    program.close()
    again = start.window()
    again.click("Record")
    again.click(name)
    again.click("Position", across=0.98)
    feels = start.program(start.home.write("feels.py", DRAWS_AND_PRINTS))
    wait_until(near(feels, 80), "a new program to feel the damp air")
