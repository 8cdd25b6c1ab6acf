"""Writes places.tsv from the time zone database's zone.tab: a name and a position for places all round the globe,
remote islands included, whose names in many languages every ICU knows.

/usr/bin/python3 make_places.py [/usr/share/zoneinfo/zone.tab] > places.tsv
"""

import re
import sys

# Zones made for the history of one county, and zones that are no place.
LEFT_OUT = re.compile(r"^America/(Indiana/|Kentucky/|North_Dakota/)|^Antarctica/|^Arctic/|^Europe/(Busingen|Simferopol)$")


def degrees(text):
    """ISO 6709: ±DDMM[SS] or ±DDDMM[SS]."""
    sign, digits = text[0], text[1:]
    width = 3 if len(digits) in (5, 7) else 2
    parts = [int(digits[:width]), int(digits[width:width + 2]), int(digits[width + 2:] or 0)]
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -value if sign == "-" else value


def main(path="/usr/share/zoneinfo/zone.tab"):
    with open(path, encoding="utf-8") as table:
        for line in table:
            if line.startswith("#"):
                continue
            _, position, zone = line.rstrip("\n").split("\t")[:3]
            if LEFT_OUT.search(zone):
                continue
            latitude, longitude = re.findall(r"[+-]\d+", position)
            print(f"{zone}\t{degrees(latitude):.2f}\t{degrees(longitude):.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
