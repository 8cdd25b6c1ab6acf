#!/usr/bin/python3
"""Makes sky.txt, the stars and constellations of the star charts, from the npm package d3-celestial. README.md documents it.

usage: make_sky.py [--package d3-celestial-0.7.35.tgz]   (without it, npm fetches the package)
"""
import argparse
import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

PACKAGE = "d3-celestial@0.7.35"
SHA512 = "714471225d04f851969d88fa8130edf344a3ba233d96495c1b2923fec915cbb8250e0e678ff4314d4a0f3c0ad4f9ba4443ed5f2f2e618bddb43af27f4e096247"
HERE = pathlib.Path(__file__).resolve().parent
FAINTEST = 5.0
FAINTEST_NAMED = 2.1

HEAD = """\
# Stars and constellations, made by make_sky.py from d3-celestial 0.7.35 (BSD-3, (c) 2015 Olaf Frohn: LICENSE.d3-celestial).
# S right ascension, declination (degrees, J2000), magnitude, colour index B-V, name if it is a bright one
# C abbreviation, where its name stands (likewise), rank (1 the best known), Latin name
# L corners of one of its lines
"""


def fetch_package(folder):
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=300)
    return next(folder.glob("*.tgz"))


def read_package(package):
    found = hashlib.sha512(package.read_bytes()).hexdigest()
    if found != SHA512:
        sys.exit(f"{package}: SHA-512 is {found}, expected {SHA512}")
    with tarfile.open(package) as archive:
        return {name: json.load(archive.extractfile(f"package/data/{name}.json"))
                for name in ("stars.6", "starnames", "constellations", "constellations.lines")}


def degrees(value):
    return f"{value % 360:.3f}"


def star_lines(data):
    names = data["starnames"]
    stars = [star for star in data["stars.6"]["features"] if star["properties"]["mag"] <= FAINTEST]
    for star in sorted(stars, key=lambda star: (star["properties"]["mag"], star["id"])):
        longitude, latitude = star["geometry"]["coordinates"]
        magnitude = star["properties"]["mag"]
        name = names.get(str(star["id"]), {}).get("name", "") if magnitude <= FAINTEST_NAMED else ""
        colour = float(star["properties"]["bv"] or 0.5)
        yield f"S {degrees(longitude)} {latitude:.3f} {magnitude:.2f} {colour:.2f} {name}".rstrip()


def constellation_lines(data):
    figures = {}
    for feature in data["constellations.lines"]["features"]:
        figures.setdefault(feature["id"], []).extend(feature["geometry"]["coordinates"])
    for feature in data["constellations"]["features"]:
        properties = feature["properties"]
        longitude, latitude = feature["geometry"]["coordinates"][:2]
        yield f"C {feature['id']} {degrees(longitude)} {latitude:.2f} {properties['rank']} {properties['name']}"
        for line in figures.pop(feature["id"], []):
            yield "L " + " ".join(f"{degrees(x)} {y:.3f}" for x, y in line)
    if figures:
        sys.exit(f"lines without a constellation: {', '.join(figures)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = read_package(arguments.package or fetch_package(pathlib.Path(folder)))
    lines = [*star_lines(data), *constellation_lines(data)]
    (HERE / "sky.txt").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    stars = sum(line[0] == "S" for line in lines)
    print(f"{stars} stars, {sum(line[0] == 'C' for line in lines)} constellations")


if __name__ == "__main__":
    main()
