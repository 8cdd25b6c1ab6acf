"""The generator of the world map: outlines over the date line and the poles, bad tables, and that world.bin is fresh."""
import pathlib
import struct
import sys
import tempfile
import unittest
import zlib
from unittest import mock

DATA = pathlib.Path(__file__).resolve().parents[3] / "certificates" / "data"
sys.path.insert(0, str(DATA))

import make_map  # noqa: E402  (found through the line above)
import topology  # noqa: E402


def closed(points):
    return points + points[:1]


class BadTables(unittest.TestCase):
    def seas(self, text):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(make_map, "HERE", pathlib.Path(folder)):
            (pathlib.Path(folder) / "seas.txt").write_text(text, "utf-8")
            return make_map.read_seas()

    def test_names_the_line_that_holds_no_corner(self):
        with self.assertRaisesRegex(SystemExit, "seas.txt:3"):
            self.seas("the Sea\n  0 0, 0 1\n  1\n")

    def test_refuses_corners_before_any_name(self):
        with self.assertRaisesRegex(SystemExit, "seas.txt:1"):
            self.seas("  0 0, 0 1\n")

    def test_reads_comments_and_further_outlines(self):
        seas = self.seas("# about\nthe Sea  # and more\n  0 0, 0 1,\n  1 1\n  and\n  5 5, 5 6, 6 6\n")
        self.assertEqual(seas, [("the Sea", [[(0, 0), (1, 0), (1, 1)], [(5, 5), (6, 5), (6, 6)]])])

    def test_refuses_a_package_that_was_altered(self):
        with tempfile.NamedTemporaryFile() as package:
            with self.assertRaisesRegex(SystemExit, "SHA-512"):
                make_map.read_topology(pathlib.Path(package.name))


class Outlines(unittest.TestCase):
    def test_an_outline_over_the_date_line_becomes_two(self):
        pieces = topology.cut_at_date_line(closed([(170.0, 0.0), (190.0, 0.0), (190.0, 10.0), (170.0, 10.0)]))
        self.assertEqual([sorted({x for x, _ in piece}) for piece in pieces], [[170, 180], [-180, -170]])
        self.assertEqual([abs(topology.signed_area(piece)) for piece in pieces], [100, 100])

    def test_an_outline_round_the_pole_is_closed_over_it(self):
        turn = [(x, -70.0) for x in (10.0, 100.0, 190.0, 280.0, 370.0)]
        for points in (turn, turn[::-1]):
            (piece,) = topology.cut_at_date_line(points)
            self.assertAlmostEqual(abs(topology.signed_area(piece)), 360 * 20)

    def test_steps_over_the_date_line_go_on_instead_of_jumping(self):
        self.assertEqual(topology.unwrap([(179.0, 0.0), (-179.0, 0.0), (-170.0, 0.0)]), [(179, 0), (181, 0), (190, 0)])

    def test_simplifying_keeps_the_ends_and_what_stands_out(self):
        line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
        self.assertEqual(topology.simplify(line, 0.06), [line[0], *line[2:]])

    def test_finds_lines_that_cross(self):
        cross = [((0.0, 0.0), (1.0, 1.0), 7), ((0.0, 1.0), (1.0, 0.0), 8), ((0.0, 0.0), (0.0, 1.0), 9)]
        self.assertEqual(topology.crossing_segments(cross), {7, 8})

    def test_no_sea_outline_crosses_itself(self):
        for name, outlines in make_map.read_seas():
            for line in outlines:
                segments = [(p, q, i) for i, (p, q) in enumerate(zip(line, line[1:] + line[:1]))]
                self.assertEqual(topology.crossing_segments(segments), set(), name)


class WorldBin(unittest.TestCase):
    def setUp(self):
        self.data = (DATA / "world.bin").read_bytes()

    def test_is_sealed(self):
        self.assertEqual(self.data[:9], make_map.MAGIC + bytes([make_map.VERSION]))
        self.assertEqual(struct.unpack_from("<I", self.data, 9)[0], zlib.adler32(self.data[13:]))

    def test_holds_the_seas_and_the_names_as_the_tables_say_them_today(self):
        self.assertTrue(self.data.endswith(make_map.pack_seas()), "seas.txt is newer: run make_map.py")
        for phrase, *_ in make_map.read_countries().values():
            self.assertIn(make_map.pack_text(phrase), self.data, "countries.tsv is newer: run make_map.py")


if __name__ == "__main__":
    unittest.main()
