"""cupola convert and cupola record, driven as a person drives them; .hat files made apart from Cupola, with struct."""

import csv
import math
import os
import signal
import struct
import subprocess
import sys
import time

import pytest

CUPOLA = os.environ["CUPOLA"]
START = 1518000000.5
ROW = (1013.25, 20.75, 45.5, 20.0, 0.0, 0.0, 1.0, 0.5, 0.0, -0.25, 20.0, 0.0, -45.0, 0.0, 0.0, 1.5)
SENSE_CSV = (
    "timestamp,pressure,pressure_temp,humidity,humidity_temp,accel_x,accel_y,accel_z,gyro_x,gyro_y,gyro_z,"
    "compass_x,compass_y,compass_z,orient_x,orient_y,orient_z"
).split(",")


def cupola(*arguments, **options):
    return subprocess.run([CUPOLA, *map(str, arguments)], capture_output=True, text=True, timeout=30, **options)


def one_line(result):
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def hat_v1(rows=3):
    """What sense_rec writes."""
    bytes_ = struct.pack("@8sb7xd", b"SENSEHAT", 1, START)
    return bytes_ + b"".join(struct.pack("@17d", START + 0.25 * i, *ROW) for i in range(rows))


def table(path):
    with open(path, newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "a.hat"
    path.write_bytes(hat_v1())
    return path


def test_help_says_what_it_takes():
    for command in ("convert", "record"):
        result = cupola(command, "--help")
        assert result.returncode == 0
        assert ".hat" in result.stdout and "docs/recordings.md" in result.stdout


def test_wrong_usage_is_2_and_makes_no_file(recording, tmp_path):
    for out, *options in (
        ("b.txt",),
        ("b",),
        ("b.csv", "--utc-offset", "2 hours"),
        ("b.csv", "--timestamp-format", "%Q"),
        ("b.hat", "--hat-version", "3"),
    ):
        result = cupola("convert", recording, tmp_path / out, *options)
        assert result.returncode == 2, out
        assert not (tmp_path / out).exists()
    assert "must end in .hat or .csv" in one_line(cupola("convert", recording, tmp_path / "b.txt"))
    assert cupola("convert", recording).returncode == 2


@pytest.mark.parametrize(
    "content, complaint",
    [
        (b"", "byte 0: not a Sense HAT recording"),
        (b"GIF89a" * 10, "byte 0: not a Sense HAT recording"),
        (hat_v1()[:20], "byte 20: the file ends in its header"),
        (b"SENSEHAT\x07" + hat_v1()[9:], "byte 8: unknown version 7"),
    ],
)
def test_what_is_no_recording_is_1_in_one_line_and_makes_no_file(tmp_path, content, complaint):
    (tmp_path / "bad.hat").write_bytes(content)
    result = cupola("convert", tmp_path / "bad.hat", tmp_path / "b.csv")
    assert result.returncode == 1
    assert complaint in one_line(result) and "bad.hat" in one_line(result)
    assert not (tmp_path / "b.csv").exists()


def test_a_file_that_is_not_there_or_is_a_folder_is_1(tmp_path):
    (tmp_path / "folder.hat").mkdir()
    for name in ("none.hat", "folder.hat"):
        result = cupola("convert", tmp_path / name, tmp_path / "b.csv")
        assert result.returncode == 1
        assert name in one_line(result)


def test_a_folder_that_cannot_be_written_is_3_and_nothing_is_left(recording, tmp_path):
    result = cupola("convert", recording, tmp_path / "no" / "b.csv")
    assert result.returncode == 3
    assert "b.csv" in one_line(result)


def test_a_cut_off_recording_gives_its_whole_rows_and_1(tmp_path):
    (tmp_path / "cut.hat").write_bytes(hat_v1()[:-1])
    result = cupola("convert", tmp_path / "cut.hat", tmp_path / "b.csv")
    assert result.returncode == 1
    assert "cut.hat: byte 296: the last row is cut off (135 of 136 bytes)" in one_line(result)
    assert len(table(tmp_path / "b.csv")) == 3


def test_sense_recs_file_becomes_sense_csvs_and_goes_back_to_the_same_bytes(recording, tmp_path):
    result = cupola("convert", recording, tmp_path / "b.csv")
    assert (result.returncode, result.stderr) == (0, "")
    assert "3 rows over 0.500 s" in result.stdout
    header, first, *_ = table(tmp_path / "b.csv")
    assert header == SENSE_CSV
    assert first[0] == "2018-02-07T10:40:00.500000"
    assert [float(value) for value in first[1:]] == list(ROW)
    assert (tmp_path / "b.csv").read_bytes().count(b"\r\n") == 4
    assert cupola("convert", tmp_path / "b.csv", tmp_path / "c.hat").returncode == 0
    assert (tmp_path / "c.hat").read_bytes() == recording.read_bytes()


def test_sense_csvs_local_times_are_read_with_an_offset(recording, tmp_path):
    options = ("--utc-offset", "+02:00", "--timestamp-format", "%d/%m/%y %H:%M:%S.%f", "--no-header")
    assert cupola("convert", recording, tmp_path / "b.csv", *options).returncode == 0
    assert table(tmp_path / "b.csv")[0][0] == "07/02/18 12:40:00.500000"
    assert cupola("convert", tmp_path / "b.csv", tmp_path / "c.hat", *options).returncode == 0
    assert (tmp_path / "c.hat").read_bytes() == recording.read_bytes()


def test_a_bad_line_of_csv_is_named(tmp_path):
    (tmp_path / "a.csv").write_text("timestamp,humidity\n1,45\n2,wet\n3,45\n")
    result = cupola("convert", tmp_path / "a.csv", tmp_path / "b.hat")
    assert result.returncode == 1
    assert "a.csv: line 3, column humidity: 'wet' is not a number" in one_line(result)
    assert not (tmp_path / "b.hat").exists()


BOARD = """
import sys, test_board
board = test_board.Board("flight")
board.humidity(45.5, 27.25)
board.pressure(1009.5, 28.5)
board.motion(10**9, (0, 0, 1), (0, 0, 0), (20, 0, -45))
board.light(3.5, 4, 3.25, 11)
print("ready", flush=True)
board.serve("emulator", 30)
"""


@pytest.fixture
def running_board(tmp_path):
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}
    owner = subprocess.Popen([sys.executable, "-c", BOARD], stdout=subprocess.PIPE, env=environment)
    try:
        assert owner.stdout.readline() == b"ready\n"
        lock = runtime / "cupola" / "emulator.lock"
        deadline = time.monotonic() + 10
        while not (lock.parent / "emulator").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        yield environment, owner
    finally:
        owner.kill()
        owner.wait()
        owner.stdout.close()


def test_without_a_board_recording_is_1_and_makes_no_file(tmp_path):
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    result = cupola("record", tmp_path / "a.hat", env=environment)
    assert result.returncode == 1
    assert "no board called emulator is running" in one_line(result)
    assert not (tmp_path / "a.hat").exists()
    assert cupola("record", tmp_path / "a.hat", "--board", "../x", env=environment).returncode == 2


def test_a_running_board_is_recorded_for_as_long_as_asked(running_board, tmp_path):
    environment, _ = running_board
    out = tmp_path / "a.csv"
    before = time.time()
    result = cupola("record", out, "--duration", "0.2", "--interval", "0.05", "--timestamp-format", "%s.%f", env=environment)
    assert (result.returncode, result.stderr) == (0, "")
    header, *rows = table(out)
    assert header == SENSE_CSV + [f"colour_{each}" for each in ("red", "green", "blue", "clear", "gain", "cycles")]
    assert 2 <= len(rows) <= 5  # a busy machine leaves rows out, it does not bunch them up
    values = [float(value) for value in rows[0]]
    assert before - 1 < values[0] < before + 20
    assert values[1:5] == [1009.5, 28.5, 45.5, 27.25]
    assert values[10:14] == [0, 20, 0, -45] and values[5:8] == [0, 0, 1]
    assert all(math.isfinite(value) for value in values)
    assert values[17:] == [224, 256, 208, 704, 1, 64]


def test_ctrl_c_ends_a_recording_and_keeps_it(running_board, tmp_path):
    environment, _ = running_board
    out = tmp_path / "a.hat"
    recorder = subprocess.Popen([CUPOLA, "record", str(out), "--interval", "0.01"], stdout=subprocess.PIPE, env=environment)
    time.sleep(0.3)
    recorder.send_signal(signal.SIGINT)
    said, _ = recorder.communicate(timeout=10)
    assert recorder.returncode == 0
    assert b"rows over" in said
    assert out.read_bytes()[:9] == b"SENSEHAT\x02"
    assert cupola("convert", out, tmp_path / "b.csv").returncode == 0


def test_a_board_that_goes_away_ends_a_recording_and_is_said(running_board, tmp_path):
    environment, owner = running_board
    out = tmp_path / "a.hat"
    recorder = subprocess.Popen(
        [CUPOLA, "record", str(out), "--interval", "0.01"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    time.sleep(0.3)
    owner.kill()
    _, complaint = recorder.communicate(timeout=10)
    assert recorder.returncode == 1
    assert b"the board emulator was closed" in complaint
    assert out.stat().st_size > 24 + 156


if __name__ == "__main__":
    sys.exit(pytest.main([__file__, "-q"]))
