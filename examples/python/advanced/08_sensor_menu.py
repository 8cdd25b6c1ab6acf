"""A menu: left and right choose a sensor, the middle shows its value. Ends when nobody touches it for four seconds.

`with` closes the joystick at the end; that and the timeout are additions of Cupola.
"""
from sense_hat import SenseHat

ENTRIES = [
    ("T", (255, 90, 0), "{:.1f} C", lambda sense: sense.temperature),
    ("H", (0, 140, 255), "{:.0f} %", lambda sense: sense.humidity),
    ("P", (0, 220, 90), "{:.0f} hPa", lambda sense: sense.pressure),
    ("N", (230, 0, 230), "{:.0f} deg", lambda sense: sense.compass),
]


def show_value(sense, entry):
    """Scrolls what the chosen sensor measures."""
    letter, colour, form, read = entry
    sense.show_message(form.format(read(sense)), scroll_speed=0.06, text_colour=colour)


with SenseHat() as sense:
    chosen = 0
    while True:
        letter, colour, form, read = ENTRIES[chosen]
        sense.show_letter(letter, text_colour=colour)
        event = sense.stick.wait_for_event(timeout=4)
        if event is None:
            break
        if event.action == "released":
            continue
        if event.direction == "middle":
            show_value(sense, ENTRIES[chosen])
        elif event.direction in ("left", "right"):
            chosen = (chosen + (1 if event.direction == "right" else -1)) % len(ENTRIES)
    show_value(sense, ENTRIES[chosen])
