"""The C++ rows: the Google Benchmark programs, and peers that run turn by turn with them."""
import json
import os
import pathlib
import subprocess
import tempfile
import time

from table import Row
from timing import ProcessorTime, Timed, interleave

ORBIT_STATES = 50_401
LINE1 = '1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991'
LINE2 = '2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480'
PAGES = 40
_UNITS = {'ns': 1e-9, 'us': 1e-6, 'ms': 1e-3}


class GoogleBenchmark:
    """One benchmark program. Processor time, because the machine may be shared; the least of all turns."""

    def __init__(self, program, repetitions=5):
        self._command = [str(program), '--benchmark_format=json', f'--benchmark_repetitions={repetitions}',
                         '--benchmark_min_time=0.02', '--benchmark_enable_random_interleaving=true']
        self.per_call_s = {}

    def turn(self, _turn_s=None):
        """One start of the program."""
        answer = subprocess.run(self._command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for run in json.loads(answer.stdout)['benchmarks']:
            if run['run_type'] == 'iteration':
                seconds = run['cpu_time'] * _UNITS[run['time_unit']]
                self.per_call_s[run['name']] = min(seconds, self.per_call_s.get(run['name'], seconds))


def _board_rows(programs, turns):
    board = GoogleBenchmark(programs / 'board_bench')
    interleave([board], turns)
    took = board.per_call_s
    peer, peer_s = 'old access pattern in C++', took['old_access_pattern']
    return [Row('C++ set_pixels into the board', took['set_pixels_into_the_board'], peer, peer_s, 100e-9),
            Row('C++ clear', took['clear_the_board'], peer, peer_s),
            Row('C++ get_pixels', took['get_pixels_from_the_board'], peer, peer_s),
            Row('C++ set_pixels, against its floor', took['set_pixels_into_the_board'],
                'reading the clock for its stamp', took['read_the_clock'])]


def _geo_rows(programs, turns):
    geo = GoogleBenchmark(programs / 'geo_bench')
    interleave([geo], turns)
    took = geo.per_call_s
    return [Row('which country or sea lies below', took['look_up_a_place'], 'every edge of every border, in C++',
                took['scan_every_border'], 5e-6)]


def _orbit_rows(programs, turns):
    import numpy
    from sgp4.api import Satrec
    from skyfield.api import EarthSatellite, load, wgs84
    orbit = GoogleBenchmark(programs / 'orbit_bench', repetitions=3)
    times = load.timescale(builtin=True).utc(2018, 2, 1, 22, 18, range(ORBIT_STATES))
    names = {'satellite': Satrec.twoline2rv(LINE1, LINE2), 'days': numpy.full(ORBIT_STATES, 2458151.0),
             'parts': numpy.arange(ORBIT_STATES) / 86400, 'times': times, 'wgs84': wgs84,
             'sky': EarthSatellite(LINE1, LINE2)}
    states = Timed('satellite.sgp4_array(days, parts)', names, clock=time.process_time)
    # A new Time each turn: skyfield keeps what it worked out for one.
    names['again'] = lambda: times.ts.tt_jd(times.whole, times.tt_fraction)
    ground = Timed('wgs84.geographic_position_of(sky.at(again()))', names, clock=time.process_time)
    names['cambridge'] = wgs84.latlon(52.2, 0.12)
    names['begin'], names['end'] = times.ts.utc(2018, 2, 1, 22, 18), times.ts.utc(2018, 2, 11, 22, 18)
    passes = Timed('sky.find_events(cambridge, begin, end, altitude_degrees=10)', names, clock=time.process_time)
    interleave([orbit, states, ground, passes], turns)
    took = orbit.per_call_s
    return [Row('50 401 states of the ISS', took['states'], 'python-sgp4 of Debian', states.per_call_s),
            Row('50 401 points of the ground track', took['ground_track_points'], 'skyfield, vectorised',
                ground.per_call_s, 22.9e-3),
            Row('ten days of passes', took['ten_days_of_passes'], 'skyfield, find_events', passes.per_call_s, 10e-3)]


def _page_rows(programs, turns):
    """The peer draws the very same pages through cairo again; starting it is spread over PAGES of them."""
    with tempfile.TemporaryDirectory(prefix='cupola-bench-') as folder:
        one, many = pathlib.Path(folder) / 'one.pdf', pathlib.Path(folder) / 'many.pdf'
        os.environ['CUPOLA_BENCH_PAGE'] = str(one)
        press = GoogleBenchmark(programs / 'page_bench', repetitions=3)
        press.turn()
        subprocess.run(['qpdf', '--empty', '--pages', *[str(one)] * PAGES, '--', str(many)], check=True)
        redraw = ProcessorTime(['pdftocairo', '-pdf', str(many), str(pathlib.Path(folder) / 'again.pdf')])
        interleave([press, redraw], turns)
    ours = press.per_call_s['draw_a_certificate']
    sealed = press.per_call_s['draw_a_sealed_mission']
    return [Row(f'one certificate ({1 / ours:.0f} a second on one core)', ours, 'pdftocairo drawing the same page',
                redraw.per_call_s / PAGES),
            Row(f'one sealed, mean of mixed scripts ({1 / sealed:.0f} a second)', sealed,
                'pdftocairo drawing a plain page', redraw.per_call_s / PAGES, 10e-3)]


def rows(build, effort=1.0):
    """All rows; an effort of 1 takes about two minutes."""
    programs = pathlib.Path(build) / 'bench'
    few, many = max(1, int(4 * effort)), max(1, int(10 * effort))
    return (_board_rows(programs, many) + _geo_rows(programs, many) + _orbit_rows(programs, few) +
            _page_rows(programs, many))
