"""TopoJSON to rings of (longitude, latitude) in degrees, none of which crosses the date line."""

Point = tuple[float, float]


def unwrap(points: list[Point]) -> list[Point]:
    """Makes longitudes continuous: a step over the date line goes on beyond 180 instead of jumping."""
    result = points[:1]
    for longitude, latitude in points[1:]:
        turns = round((longitude - result[-1][0]) / 360)
        result.append((longitude - 360 * turns, latitude))
    return result


class Topology:
    """The arcs of a TopoJSON file in degrees; `self.arcs[i]` may be replaced by a simplified one with the same ends."""

    def __init__(self, document: dict):
        self.objects = document["objects"]
        scale, shift = document["transform"]["scale"], document["transform"]["translate"]
        self.arcs = []
        for deltas in document["arcs"]:
            x = y = 0
            points = []
            for dx, dy in deltas:
                x, y = x + dx, y + dy
                points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
            self.arcs.append(unwrap(points))

    @staticmethod
    def rings(geometry: dict) -> list[list[int]]:
        """The rings of a geometry as lists of arc references (~i means arc i backwards)."""
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        return [ring for polygon in polygons for ring in polygon]

    def outline(self, ring: list[int]) -> list[Point]:
        """The points of a ring with continuous longitudes; the last repeats the first (plus a whole turn round a pole)."""
        points: list[Point] = []
        for reference in ring:
            arc = self.arcs[reference] if reference >= 0 else self.arcs[~reference][::-1]
            points += arc[1:] if points else arc
        return unwrap(points)

    def inner_arcs(self) -> list[int]:
        """Arcs that two countries share: borders on land."""
        owners: dict[int, set[int]] = {}
        for number, geometry in enumerate(self.objects["countries"]["geometries"]):
            for ring in self.rings(geometry):
                for reference in ring:
                    owners.setdefault(max(reference, ~reference), set()).add(number)
        return sorted(arc for arc, users in owners.items() if len(users) > 1)


def _keep_side(points: list[Point], edge: float, sign: int) -> list[Point]:
    """Sutherland-Hodgman against one meridian: keeps what lies on the side `sign` of `edge`."""
    result = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        inside0, inside1 = (x0 - edge) * sign >= 0, (x1 - edge) * sign >= 0
        if inside0:
            result.append((x0, y0))
        if inside0 != inside1:
            result.append((edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)))
    return result


def _close_over_pole(points: list[Point]) -> list[Point]:
    """Turns an outline that goes once round a pole into one from -180 to 180 that includes the pole."""
    if points[-1][0] < points[0][0]:
        points = points[::-1]
    pole = -90.0 if sum(y for _, y in points) < 0 else 90.0
    crossing = next(i for i, (p, q) in enumerate(zip(points, points[1:]))
                    if (p[0] + 180) // 360 != (q[0] + 180) // 360)
    (x0, y0), (x1, y1) = points[crossing], points[crossing + 1]
    edge = 360 * ((x1 + 180) // 360) - 180
    latitude = y0 + (y1 - y0) * (edge - x0) / (x1 - x0)
    body = [(x - edge - 180, y) for x, y in points[crossing + 1:-1]]
    body += [(x + 360 - edge - 180, y) for x, y in points[:crossing + 1]]
    return [(-180.0, pole), (-180.0, latitude), *body, (180.0, latitude), (180.0, pole)]


def cut_at_date_line(points: list[Point]) -> list[list[Point]]:
    """Rings within -180..180, not repeating their first point, of one outline with continuous longitudes whose
    last point repeats the first (plus a whole turn round a pole)."""
    if abs(points[-1][0] - points[0][0]) > 180:
        points = _close_over_pole(points)
    elif points[-1] == points[0]:
        points = points[:-1]
    pieces = []
    first = int((min(x for x, _ in points) + 180) // 360)
    last = int((max(x for x, _ in points) + 180 - 1e-9) // 360)
    for turn in range(first, last + 1):
        piece = [(x - 360 * turn, y) for x, y in points]
        piece = _keep_side(_keep_side(piece, -180.0, 1), 180.0, -1)
        if len(piece) >= 3:
            pieces.append(piece)
    return pieces


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas-Peucker in degrees; keeps both ends. A closed outline is first halved at its farthest point."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    if points[0] == points[-1]:
        x0, y0 = points[0]
        far = max(range(len(points)), key=lambda i: (points[i][0] - x0) ** 2 + (points[i][1] - y0) ** 2)
        keep.add(far)
        stack = [(0, far), (far, len(points) - 1)]
    while stack:
        low, high = stack.pop()
        distance, index = max(((_distance(points[i], points[low], points[high]), i) for i in range(low + 1, high)),
                              default=(0.0, 0))
        if distance > tolerance:
            keep.add(index)
            stack += [(low, index), (index, high)]
    return [points[i] for i in sorted(keep)]


def _distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return ((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5


def signed_area(points: list[Point]) -> float:
    """Square degrees, positive anticlockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1])) / 2


def crossing_segments(segments: list[tuple[Point, Point, int]]) -> set[int]:
    """Tags of all segments that properly cross another one of the list (grid of whole degrees)."""
    cells: dict[tuple[int, int], list[int]] = {}
    for number, ((x0, y0), (x1, y1), _) in enumerate(segments):
        for column in range(int(min(x0, x1) // 1), int(max(x0, x1) // 1) + 1):
            for row in range(int(min(y0, y1) // 1), int(max(y0, y1) // 1) + 1):
                cells.setdefault((column, row), []).append(number)
    tags = set()
    for numbers in cells.values():
        for i, first in enumerate(numbers):
            for second in numbers[i + 1:]:
                if _properly_cross(segments[first], segments[second]):
                    tags |= {segments[first][2], segments[second][2]}
    return tags


def _properly_cross(s: tuple[Point, Point, int], t: tuple[Point, Point, int]) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return side(s[0], s[1], t[0]) * side(s[0], s[1], t[1]) < 0 and side(t[0], t[1], s[0]) * side(t[0], t[1], s[1]) < 0
