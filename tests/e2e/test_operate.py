"""What an operator does with a flight, from the command line alone."""
import json

import pytest

LIGHT = "from sense_hat import SenseHat\nSenseHat().clear({red}, 100, 0)\n"


@pytest.fixture
def bundle(cupola, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    for number in range(25):
        (programs / f"team{number:02}.py").write_text(LIGHT.format(red=number))
    assert cupola("intake", tmp_path / "mission", "--programs", programs).returncode == 0
    packed = cupola("pack", tmp_path / "mission", "-o", tmp_path / "bundle", "--all")
    assert packed.returncode == 0, packed.stderr
    return tmp_path / "bundle"


def test_rehearsal(cupola, bundle, tmp_path):
    log = tmp_path / "rehearsal"
    rehearsed = cupola("fly", bundle, "--log", log, "--rehearse", "--limit", "3")
    assert rehearsed.returncode == 0, rehearsed.stdout + rehearsed.stderr
    assert rehearsed.stderr == ""
    for probe in ("network", "files", "devices", "processes", "endless", "memory", "finds"):
        assert any(line.startswith(probe + " ") for line in rehearsed.stdout.splitlines()), rehearsed.stdout
    records = [json.loads(line) for line in (log / "journal.jsonl").read_text().splitlines()]
    flown = [each["entry"] for each in records if each["type"] == "END" and not each["entry"].startswith("probe-")]
    assert flown == [str(number) for number in (*range(1, 11), *range(16, 26))]

    # The rehearsal's log is not the flight's.
    mistaken = cupola("fly", bundle, "--log", log)
    assert mistaken.returncode == 2
    assert "another bundle" in mistaken.stderr and len(mistaken.stderr.splitlines()) == 1
