"""A data logger: writes a table that a spreadsheet can read, and says what was unusual."""
import csv
import sys
from datetime import datetime, timezone
from statistics import mean, stdev
from time import sleep

from sense_hat import SenseHat

SENSORS = ["temperature", "humidity", "pressure"]


def log(sense, readings, pause):
    """Writes one line for each reading to the standard output and returns all of them."""
    table = csv.DictWriter(sys.stdout, fieldnames=["time", *SENSORS])
    table.writeheader()
    rows = []
    for reading in range(readings):
        row = {name: round(getattr(sense, name), 2) for name in SENSORS}
        rows.append(row)
        table.writerow({"time": datetime.now(timezone.utc).isoformat(timespec="seconds"), **row})
        sense.set_pixel(reading % 8, reading // 8 % 8, 0, 180, 90)
        sleep(pause)
    return rows


sense = SenseHat()
sense.clear()
rows = log(sense, readings=24, pause=0.5)

for name in SENSORS:
    values = [row[name] for row in rows]
    print(f"# {name}: mean {mean(values):.2f}, standard deviation {stdev(values):.3f}")
sense.clear()
