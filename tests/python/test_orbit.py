"""`astro_pi_orbit` and `orbit`: what they refuse, the names programs use, and skyfield's opinion."""
import datetime
import math
import subprocess
import sys
import warnings
from pathlib import Path

import astro_pi_orbit
import orbit
import pytest
from astro_pi_orbit import ISS, Angle

HERE = Path(__file__).parent
LINE1 = '1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991'
LINE2 = '2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480'
SET = f'ISS (ZARYA)\n{LINE1}\n{LINE2}\n'
NOON = datetime.datetime(2018, 2, 1, 12, tzinfo=datetime.timezone.utc)


@pytest.fixture(autouse=True, name='home')
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv('HOME', str(tmp_path))
    return tmp_path


def test_bad_element_sets_are_refused_with_their_source_and_line(home):
    file = home / 'mine.tle'
    file.write_text(SET.replace('9991', '9997'))
    with pytest.raises(ValueError, match=r'mine\.tle: line 2: TLE line 1, column 69 \(checksum\)'):
        ISS(file)
    with pytest.raises(ValueError, match='the element sets given: line 1: '):
        ISS('hello\n')
    with pytest.raises(OSError):
        ISS(home / 'nowhere.tle')
    other = SET.replace('25544', '25545').replace('9991', '9992').replace('97480', '97481')
    with pytest.raises(ValueError, match='no element set of the ISS .25544. in it, only of satellite 25545'):
        ISS(other)


@pytest.mark.parametrize(('moment', 'error'), [
    (datetime.datetime(2018, 2, 1), ValueError), ('now', TypeError), (math.nan, ValueError), (1e30, ValueError),
    (True, TypeError), ([], TypeError),
])
def test_a_time_that_is_none_is_refused(moment, error):
    with pytest.raises(error):
        ISS(SET).at(moment)


def test_a_time_at_which_there_is_no_orbit_is_refused():
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        with pytest.raises(ValueError, match='no position of the ISS'):
            ISS(SET).at(datetime.datetime(2120, 1, 1, tzinfo=datetime.timezone.utc))


def test_an_old_set_is_warned_about_once(home):
    iss = ISS(SET)
    with pytest.warns(UserWarning, match='30.6 days away: the position may be 28.. km off'):
        iss.at(NOON + datetime.timedelta(days=31))
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        iss.at(NOON + datetime.timedelta(days=31))
        ISS(SET).at(NOON)


def test_the_set_in_the_home_folder_is_taken_else_the_built_in_ones(home):
    assert 'built-in' in repr(ISS())
    place = ISS().coordinates(NOON)
    (home / 'iss.tle').write_text(SET)
    assert 'iss.tle' in repr(ISS())
    assert ISS().coordinates(NOON).latitude.degrees == place.latitude.degrees


def test_the_program_of_the_guide_works():
    point = ISS().coordinates()
    for angle in (point.latitude, point.longitude):
        sign, degrees, minutes, seconds = angle.signed_dms()
        assert sign in (1.0, -1.0)
        assert f'{degrees:.0f}/1,{minutes:.0f}/1,{seconds * 10:.0f}/10'.count('/') == 3
        assert angle.degrees == pytest.approx(sign * (degrees + minutes / 60 + seconds / 3600))
    assert abs(point.latitude.degrees) < 52 and abs(point.longitude.degrees) <= 180
    assert 300 < point.elevation.km < 500 and point.elevation.m == point.elevation.km * 1000


def test_older_programs_use_the_station_as_it_is():
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        location = orbit.ISS.coordinates()
        assert abs(location.latitude.degrees) < 52
        assert orbit.ISS().at(NOON).is_sunlit(orbit.ephemeris) in (True, False)
    assert str(ISS(SET).coordinates(NOON)).startswith('WGS84 latitude ')


def test_angles_say_degrees_minutes_and_seconds():
    angle = Angle(-12.5824166667)
    assert angle.signed_dms()[:3] == (-1.0, 12.0, 34.0)
    assert angle.dms()[:2] == (-12.0, -34.0)
    assert angle.dstr() == str(angle) == '-12deg 34\' 56.7"'
    assert Angle(-0.0001).signed_dms()[0] == -1.0
    assert Angle(59.99999999).dstr() == '60deg 00\' 00.0"'
    assert angle.radians == math.radians(angle.degrees)


def test_it_agrees_with_skyfield():
    skyfield = pytest.importorskip('skyfield.api', reason='no skyfield; apt-get install python3-skyfield')
    scale = skyfield.load.timescale(builtin=True)
    satellite = skyfield.EarthSatellite(LINE1, LINE2)
    iss = ISS(SET)
    for minute in range(0, 1440, 7):
        time = scale.utc(2018, 2, 1, 0, minute)
        theirs, ours = skyfield.wgs84.geographic_position_of(satellite.at(time)), iss.at(time)
        place = ours.subpoint()
        assert place.latitude.degrees == pytest.approx(theirs.latitude.degrees, abs=2e-3)
        east = (place.longitude.degrees - theirs.longitude.degrees + 180) % 360 - 180
        assert abs(east) < 2e-3
        assert place.elevation.km == pytest.approx(theirs.elevation.km, abs=0.01)
        assert ours.speed().km_per_s == pytest.approx(math.hypot(*satellite.at(time).velocity.km_per_s), abs=1e-5)
        assert place.latitude.signed_dms()[1:3] == pytest.approx(theirs.latitude.signed_dms()[1:3], abs=1)


def test_skyfield_is_not_needed():
    program = "import sys; sys.modules['skyfield'] = None; import orbit; print(orbit.ISS.coordinates().elevation.km > 300)"
    answer = subprocess.run([sys.executable, '-W', 'ignore', '-c', program], capture_output=True, text=True, timeout=30, check=False)
    assert answer.stdout == 'True\n', answer.stderr


def test_every_public_name_has_a_docstring():
    for name in astro_pi_orbit.__all__:
        value = getattr(astro_pi_orbit, name)
        assert value.__doc__
        assert all(member.__doc__ for key, member in vars(value).items() if not key.startswith('_'))


def test_the_stubs_are_those_of_the_modules():
    pytest.importorskip('mypy')
    answer = subprocess.run([sys.executable, '-m', 'mypy.stubtest', 'astro_pi_orbit', 'orbit', '--allowlist',
                             HERE / 'orbit_stubs_allowed.txt'],
                            capture_output=True, text=True, timeout=100, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
