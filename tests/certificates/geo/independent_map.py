"""Countries, coasts and seas against maps that share nothing with ours: the Digital Chart of the World and the extents of IHO's seas.

usage: independent_map.py WHAT_IS_BELOW     both in Debian's gmt-dcw; random places within the latitudes the ISS flies over

Its polygons say whether a place is land and of which country. Of seas it has the extents only (west, east, south, north of each sea of
IHO S-23, 1953): a sea may be named where its extent reaches, and where only one does, it must be."""

import collections
import math
import os
import pathlib
import random
import subprocess
import sys

FOLDER = pathlib.Path("/usr/share/gmt-dcw")
PLACES, SEED, HIGHEST_LATITUDE = 10_000, 51, 51.6
AGREE, SEAS_AGREE = 0.97, 0.97
SKIPPED = 77
try:
    import netCDF4
    import numpy

    if not FOLDER.exists():
        raise ImportError("no gmt-dcw")
except ImportError as missing:
    print(f"{missing}; apt-get install gmt-dcw python3-netcdf4; places are NOT compared with another map", file=sys.stderr)
    sys.exit(1 if os.environ.get("CUPOLA_ORACLES_MUST_WORK") == "1" else SKIPPED)

# Ours by the name that S-23 of 1953 gives to it, or to what it is a part of there.
IHO_NAMES = {
    "Arctic Ocean": ("Arctic Ocean", "Norwegian Sea"), "Southern Ocean": ("South Atlantic Ocean", "Indian Ocean", "South Pacific Ocean"),
    "Balearic Sea": ("Balearic",), "Irish Sea": ("Irish Sea and St. George's Channel",), "Gulf of Saint Lawrence": ("Gulf of St. Lawrence",),
    "Gulf of Maine": ("North Atlantic Ocean",), "Chesapeake Bay": ("North Atlantic Ocean",), "Delaware Bay": ("North Atlantic Ocean",),
    "James Bay": ("Hudson Bay",), "Río de la Plata": ("Rio de La Plata",), "Persian Gulf": ("Gulf of Iran",),
    "Strait of Malacca": ("Malacca Strait", "Singapore Strait"), "Gulf of Tonkin": ("South China Sea",),
    "Taiwan Strait": ("South China Sea", "Eastern China Sea"), "Molucca Sea": ("Molukka Sea",), "Gulf of Carpentaria": ("Arafura Sea",),
    "East China Sea": ("Eastern China Sea",), "Bohai Sea": ("Yellow Sea",), "Sea of Japan": ("Japan Sea",), "Seto Inland Sea": ("Seto naikai",),
    "Straits of Florida": ("Gulf of Mexico", "North Atlantic Ocean"), "Gulf of Honduras": ("Caribbean Sea",),
    "Gulf of Panama": ("North Pacific Ocean",), "Gulf of Tehuantepec": ("North Pacific Ocean",), "Bight of Benin": ("Gulf of Guinea",),
    "Bight of Biafra": ("Gulf of Guinea",), "Gulf of Lion": ("Mediterranean Sea",),
    "Gulf of Sidra": ("Mediterranean Sea",), "Sea of Crete": ("Aegean Sea",), "Luzon Strait": ("Philippine Sea", "South China Sea"),
    "Korea Strait": ("Japan Sea", "Eastern China Sea"), "Bohol Sea": ("Sulu Sea", "Philippine Sea"), "Joseph Bonaparte Gulf": ("Timor Sea",),
    "Gulf of Papua": ("Coral Sea",), "Drake Passage": ("South Atlantic Ocean", "South Pacific Ocean"), "Scotia Sea": ("South Atlantic Ocean",),
}  # fmt: skip
# A part of one sea that S-23 counts for itself: where it reaches, naming the whole is right too.
WHOLES = {"Mediterranean Sea Western Basin", "Mediterranean Sea Eastern Basin", "East Indian Archipelago",
          "Coastal Waters of Southeast Alaska and British Columbia", "Inner Seas of the West Coast of Scotland", "The Northwestern Passages"}  # fmt: skip


def random_places():
    """Evenly over the sphere's surface between the orbit's northernmost and southernmost latitudes."""
    chance = random.Random(SEED)
    top = math.sin(math.radians(HIGHEST_LATITUDE))
    return [(math.degrees(math.asin(chance.uniform(-top, top))), chance.uniform(-180, 180)) for _ in range(PLACES)]


def ours(places):
    lines = "".join(f"{latitude:.6f} {longitude:.6f}\n" for latitude, longitude in places)
    done = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True, timeout=60)
    return [line.split("\t") for line in done.stdout.splitlines()]


def outlines(data, code):
    """A country's outlines as (longitudes, latitudes); a longitude of 65535 begins each."""
    raw, degrees = [], []
    for name in (f"{code}_lon", f"{code}_lat"):
        variable = data.variables[name]
        variable.set_auto_maskandscale(False)
        raw.append(variable[:])
        degrees.append(raw[-1] / float(variable.getncattr("scale")) + float(variable.getncattr("min")))
    parts = numpy.split(numpy.arange(len(raw[0])), numpy.flatnonzero(raw[0] == 65535))
    return [(degrees[0][part[1:]], degrees[1][part[1:]]) for part in parts if len(part) > 3]


def countries(places):
    """The country's code at each place, by the Digital Chart of the World; None at sea."""
    data = netCDF4.Dataset(FOLDER / "dcw-gmt.nc")
    latitude = numpy.array([place[0] for place in places])
    longitude = numpy.array([place[1] for place in places])
    found = [None] * len(places)
    for code in sorted(name[:2] for name in data.variables if len(name) == 6 and name.endswith("_lon")):
        inside = numpy.zeros(len(places), bool)
        for x, y in outlines(data, code):
            # Outlines may go on beyond 180 degrees.
            for turn in (-360, 0, 360):
                near = (longitude + turn >= x.min()) & (longitude + turn <= x.max()) & (latitude >= y.min()) & (latitude <= y.max())
                x2, y2 = numpy.roll(x, -1), numpy.roll(y, -1)
                for i in numpy.flatnonzero(near):
                    east, north = longitude[i] + turn, latitude[i]
                    cut = (y > north) != (y2 > north)
                    crossings = x[cut] + (north - y[cut]) / (y2[cut] - y[cut]) * (x2[cut] - x[cut])
                    inside[i] ^= bool(numpy.count_nonzero(crossings > east) % 2)
        for i in numpy.flatnonzero(inside):
            found[i] = code
    return found


def sea_extents():
    """(west, east, south, north) by S-23's name."""
    extents, name = {}, None
    for line in (FOLDER / "dcw-collections.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("tag:"):
            tag = line.split(None, 2)
            name = tag[2] if tag[1].startswith("IHO") else None
        elif line.startswith("region:") and name:
            extents[name] = tuple(map(float, line.split()[1].split("/")))
    return extents


def reaches(extent, latitude, longitude, slack=0.1):
    west, east, south, north = extent
    return south - slack <= latitude <= north + slack and (longitude - west + slack) % 360 <= (east - west) % 360 + 2 * slack


def compare_countries(places, answers, theirs):
    """The places where both agree whether it is sea or land, and of which country; prints the others by kind."""
    other = collections.Counter()
    agreed = 0
    for (kind, code, name), their in zip(answers, theirs):
        same = their == code if kind == "country" else their is None
        agreed += same
        if not same:
            other[f"{name} / {their or 'sea'}"] += 1
    print(f"{agreed} of {len(places)} places agree on sea or country with the Digital Chart of the World")
    print("  ours / theirs:", "; ".join(f"{what} {count}" for what, count in other.most_common(25)))
    return agreed


def compare_seas(places, answers, theirs):
    """At sea by both: how many names S-23's extents allow, and how many of those that only one extent reaches are it."""
    extents = sea_extents()
    at_sea = allowed = alone = alone_agreed = 0
    other = collections.Counter()
    for (latitude, longitude), (kind, _, name), their in zip(places, answers, theirs):
        if kind != "sea" or their is not None or name == "Caspian Sea":
            continue
        at_sea += 1
        names = IHO_NAMES.get(name, (name,))
        unknown = [each for each in names if each not in extents]
        if unknown:
            sys.exit(f"S-23 has no {unknown[0]}; IHO_NAMES must say what {name} is a part of")
        holds = any(reaches(extents[each], latitude, longitude) for each in names)
        allowed += holds
        if not holds:
            other[name] += 1
        candidates = {each for each, extent in extents.items() if each not in WHOLES and reaches(extent, latitude, longitude, 0)}
        if len(candidates) == 1:
            alone += 1
            if candidates & set(names):
                alone_agreed += 1
            else:
                print(f"  at {latitude:.3f}, {longitude:.3f} ours is {name}, theirs {candidates.pop()}")
    print(f"{allowed} of {at_sea} sea names are within the extent of that sea in IHO S-23; others:", dict(other.most_common(25)))
    print(f"{alone_agreed} of {alone} places that only one sea's extent reaches have its name")
    return min(allowed / at_sea, alone_agreed / alone)


def main():
    places = random_places()
    answers, theirs = ours(places), countries(places)
    land_or_sea = sum((answer[0] == "country") == (their is not None) for answer, their in zip(answers, theirs))
    print(f"{land_or_sea} of {len(places)} places agree on land or water")
    agreed = compare_countries(places, answers, theirs) / len(places)
    seas = compare_seas(places, answers, theirs)
    return 0 if agreed >= AGREE and seas >= SEAS_AGREE else 1


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) == 2 else __doc__)
