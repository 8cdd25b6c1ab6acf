"""The Play page by keyboard alone: Tab comes to every control, and one sees where it is."""
import time

from PIL import ImageChops

from driver import SETTLED, wait_until

# A frame around what has the keyboard, px outside of it.
MARGIN = 4


def controls(window):
    """What can be pressed: labels of widgets, without panels, tips and what is only said."""
    said = {"Debug", "Sense HAT", "nothing is running"}
    return {label for label in window.labels() if "/" not in label and label not in said and not label.startswith("Tooltip")}


def focus(window):
    """The widget that has the keyboard; nothing if it has no name."""
    return next((each for each in window.picture()["widgets"] if each["focused"]), None)


def settled(window):
    """The number of the last picture, once no other follows."""
    while True:
        number = window.picture()["picture"]
        time.sleep(0.3)
        if number == window.picture()["picture"]:
            return number


def press_tab(window):
    """One press, and all pictures that come of it."""
    number = settled(window)
    window.key("Tab")
    wait_until(lambda: window.picture()["picture"] >= number + SETTLED, "the pictures after Tab")
    settled(window)


def around(widget, picture):
    """The part of the picture with the widget and a frame around it."""
    box = (max(0, int(widget["left"]) - MARGIN), max(0, int(widget["top"]) - MARGIN),
           min(picture.width, int(widget["right"]) + MARGIN), min(picture.height, int(widget["bottom"]) + MARGIN))
    return box


def test_tab_comes_to_every_control_and_is_seen_there(start):
    window = start.window()
    window.point_away()
    wanted = controls(window)
    assert {"Run", "Humidity", "LED matrix", "Joystick up", "Check", "Program text", "Help"} <= wanted
    reached, unseen = set(), set()
    before = None
    for _ in range(3 * len(wanted)):
        press_tab(window)
        widget = focus(window)
        picture = window.grab()
        if before and before[0]["label"] not in reached:
            old, pixels = before
            box = around(old, pixels)
            difference = ImageChops.difference(pixels.crop(box), picture.crop(box))
            (reached.add if difference.getbbox() else unseen.add)(old["label"])
        before = (widget, picture) if widget else None
        if wanted <= reached:
            break
    assert not wanted - reached - unseen, f"Tab never comes to {sorted(wanted - reached - unseen)}"
    assert not unseen - reached, f"nothing is seen of the keyboard on {sorted(unseen - reached)}"
