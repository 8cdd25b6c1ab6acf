#!/usr/bin/python3
"""Makes world.bin from the npm package world-atlas, countries.tsv and seas.txt. README.md documents the format.

usage: make_map.py [--package world-atlas-2.0.2.tgz]   (without it, npm fetches the package)
"""
import argparse
import hashlib
import json
import math
import pathlib
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib

from topology import Point, Topology, crossing_segments, cut_at_date_line, signed_area, simplify

PACKAGE = "world-atlas@2.0.2"
SHA512 = ("2177d5d2ac25297a5c933d458705d5c0a46388884e9d6b6d3ac926e42b7132c8"
          "e013f317018447589aa05cea4cf0891c3c1a179f24d4e651477186b90a11b42d")
HERE = pathlib.Path(__file__).resolve().parent
MAGIC, VERSION = b"CUPOLGEO", 1
FINE, COARSE = 500, 100          # units per degree: look-up, drawing
DRAWING_TOLERANCE_DEG = 0.06     # 0.13 pt on an A4 map
SMALLEST_ISLAND_DEG2 = 0.002     # below this an outline is less than a hair's breadth in print

Ring = list[tuple[int, int]]


def fetch_package(folder: pathlib.Path) -> pathlib.Path:
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=300)
    return next(folder.glob("*.tgz"))


def read_topology(package: pathlib.Path) -> Topology:
    found = hashlib.sha512(package.read_bytes()).hexdigest()
    if found != SHA512:
        sys.exit(f"{package}: SHA-512 is {found}, expected {SHA512}")
    with tarfile.open(package) as archive:
        return Topology(json.load(archive.extractfile("package/countries-50m.json")))


def quantise(points: list[Point], units: int) -> Ring:
    """Rounds to the grid and drops repeated points."""
    result: Ring = []
    for x, y in points:
        point = (round(x * units), round(y * units))
        if not result or point != result[-1]:
            result.append(point)
    return result


def quantised_ring(points: list[Point], units: int) -> Ring:
    ring = quantise(points, units)
    while len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return ring


def geometry_rings(topology: Topology, geometry: dict, units: int) -> list[Ring]:
    rings = []
    for references in topology.rings(geometry):
        outline = topology.outline(references)
        if max(y for _, y in outline) < -89.9:
            continue  # the edge that Natural Earth draws along the pole, left over from stitching
        rings += [quantised_ring(piece, units) for piece in cut_at_date_line(outline)]
    return [ring for ring in rings if len(ring) >= 3 and signed_area(ring) != 0]


def simplify_for_drawing(topology: Topology) -> None:
    """Simplifies every arc once, so shared borders stay shared; refines arcs until no two outlines cross."""
    original = list(topology.arcs)
    tolerance = [DRAWING_TOLERANCE_DEG] * len(original)
    stale = set(range(len(original)))
    while stale:
        for i in stale:
            topology.arcs[i] = simplify(original[i], tolerance[i])
        segments = []
        for i, arc in enumerate(topology.arcs):
            rounded = quantise(arc, COARSE)
            segments += [(p, q, i) for p, q in zip(rounded, rounded[1:])]
        scaled = [((x0 / COARSE, y0 / COARSE), (x1 / COARSE, y1 / COARSE), i) for (x0, y0), (x1, y1), i in segments]
        stale = {i for i in crossing_segments(scaled) if tolerance[i] > 0.004}
        for i in stale:
            tolerance[i] /= 2


def read_countries() -> dict[str, list[str]]:
    rows = (line.split("\t") for line in (HERE / "countries.tsv").read_text("utf-8").splitlines() if line[0] != "#")
    return {row[0]: row[1:] for row in rows}


def read_seas() -> list[tuple[str, list[list[Point]]]]:
    """Name and outlines of every sea in seas.txt; that file's head explains its form."""
    seas: list[tuple[str, list[list[Point]]]] = []
    for number, line in enumerate((HERE / "seas.txt").read_text("utf-8").splitlines(), 1):
        text = line.split("#")[0].rstrip()
        if not text:
            continue
        try:
            if not text[0].isspace():
                seas.append((text, [[]]))
            elif text.strip() == "and":
                seas[-1][1].append([])
            else:
                for corner in text.strip().strip(",").split(","):
                    latitude, longitude = map(float, corner.split())
                    seas[-1][1][-1].append((longitude, latitude))
        except (ValueError, IndexError):
            sys.exit(f"seas.txt:{number}: expected a name or 'latitude longitude, …', got {line!r}")
    return seas


def spherical_size(rings: list[Ring]) -> float:
    """Area on the sphere, up to a factor; orders the seas."""
    return sum(abs(sum((x1 - x0) * (math.sin(math.radians(y0 / FINE)) + math.sin(math.radians(y1 / FINE)))
                       for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]))) for ring in rings)


def varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def pack_lines(lines: list[Ring]) -> bytes:
    out = bytearray(varint(len(lines)))
    x = y = 0
    for line in lines:
        out += varint(len(line))
        for px, py in line:
            for delta in (px - x, py - y):
                out += varint(delta * 2 if delta >= 0 else -delta * 2 - 1)
            x, y = px, py
    return bytes(out)


def pack_text(text: str) -> bytes:
    raw = text.encode()
    return varint(len(raw)) + raw


def pack_area(phrase: str, codes: list[str], rings: list[Ring]) -> bytes:
    alpha2, alpha3, numeric = ("" if code == "-" else code for code in codes)
    return pack_text(phrase) + pack_text(alpha2) + pack_text(alpha3) + varint(int(numeric or 0)) + pack_lines(rings)


def pack_countries(topology: Topology) -> bytes:
    names, out, count = read_countries(), b"", 0
    for geometry in sorted(topology.objects["countries"]["geometries"], key=lambda g: g["properties"]["name"]):
        rings = geometry_rings(topology, geometry, FINE)
        phrase, *codes = names.pop(geometry["properties"]["name"])
        if not rings:
            sys.exit(f"{phrase} has no outline at {1 / FINE}°")
        out, count = out + pack_area(phrase, codes, rings), count + 1
    if names:
        sys.exit(f"countries.tsv names what the map lacks: {', '.join(names)}")
    return varint(count) + out


def pack_seas() -> bytes:
    seas = []
    for phrase, outlines in read_seas():
        rings = [quantised_ring(piece, FINE) for line in outlines for piece in cut_at_date_line(line + line[:1])]
        seas.append((spherical_size(rings), phrase, rings))
    return varint(len(seas)) + b"".join(pack_area(phrase, ["-"] * 3, rings) for _, phrase, rings in sorted(seas))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        topology = read_topology(arguments.package or fetch_package(pathlib.Path(folder)))
    countries = pack_countries(topology)
    simplify_for_drawing(topology)
    land = [ring for geometry in topology.objects["land"]["geometries"]
            for ring in geometry_rings(topology, geometry, COARSE)
            if abs(signed_area(ring)) >= SMALLEST_ISLAND_DEG2 * COARSE**2]
    borders = [line for arc in topology.inner_arcs() if len(line := quantise(topology.arcs[arc], COARSE)) >= 2]
    drawing = varint(COARSE) + pack_lines(land) + pack_lines(borders)
    body = drawing + varint(FINE) + countries + pack_seas()
    head = MAGIC + struct.pack("<BI", VERSION, zlib.adler32(body))
    (HERE / "world.bin").write_bytes(head + body)
    print(f"land: {len(land)} rings, {sum(map(len, land))} points; borders: {len(borders)} lines, "
          f"{sum(map(len, borders))} points; drawing {len(drawing)} bytes; in all {len(head + body)} bytes")


if __name__ == "__main__":
    main()
