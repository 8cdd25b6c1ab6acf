"""The sample mission from the children's files to the certificates."""
import csv
import json
import subprocess
import unicodedata

from conftest import SAMPLE

EXPECTED = json.loads((SAMPLE / "EXPECTED.json").read_text(encoding="utf-8"))


def json_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def entries():
    with open(SAMPLE / "entries.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bare(text):
    """Text without spaces and direction marks, compatibility forms folded: what a reader would call the same."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")


def simulated_in_every_language():
    """"Simulated flight", in the languages a certificate may be in."""
    files = (SAMPLE.parents[1] / "certificates/page/words").glob("*.json")
    return [json.loads(file.read_text(encoding="utf-8"))["simulated"] for file in files]


def test_sixteen_entries_of_which_eleven_or_more_have_flight_status(demo):
    checks = json_lines(demo[0] / "mission/checks.jsonl")
    assert len(checks) == len(EXPECTED) == 16
    assert {c["entry"]: c["flight"] for c in checks} == {k: v["flight"] for k, v in EXPECTED.items()}
    assert sum(c["flight"] for c in checks) >= 11
    for check in checks:
        refusals = [f for f in check["findings"] if f["severity"] == "refuse"]
        assert bool(refusals) != check["flight"]


def test_every_entry_flew_once_in_order_with_its_verdict(demo):
    ends = [r for r in json_lines(demo[0] / "log/journal.jsonl") if r["type"] == "END"]
    received = sorted(entries(), key=lambda entry: entry["received"])
    assert [e["entry"] for e in ends] == [e["id"] for e in received]
    assert {e["entry"]: e["verdict"] for e in ends} == {k: v["verdict"] for k, v in EXPECTED.items()}


def test_the_flight_starts_when_told_and_programs_follow_each_other_by_5_ms(demo):
    ends = [r for r in json_lines(demo[0] / "log/journal.jsonl") if r["type"] == "END"]
    assert ends[0]["start_utc"] == "2018-02-01T09:00:00.000Z"
    for before, after in zip(ends, ends[1:]):
        gap = milliseconds(after["start_utc"]) - milliseconds(before["end_utc"])
        assert 4 <= gap <= 6


def milliseconds(utc):
    hours, minutes, seconds = utc[11:-1].split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def test_the_journal_names_no_person(demo):
    journal = (demo[0] / "log/journal.jsonl").read_text(encoding="utf-8")
    for entry in entries():
        for field in ("team", "school", "mentor", "email"):
            assert not entry.get(field) or entry[field] not in journal


def test_every_finished_entry_has_a_certificate_with_the_team_in_its_own_script(demo):
    teams = {entry["id"]: entry["team"] for entry in entries()}
    finished = [k for k, v in EXPECTED.items() if v["verdict"] == "finished"]
    assert len(finished) >= 11
    for entry in finished:
        pdf = demo[0] / "certificates" / f"{entry}.pdf"
        text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
        assert bare(teams[entry]) in bare(text), (entry, teams[entry])
        assert any(bare(words) in bare(text) for words in simulated_in_every_language()), entry


def test_the_last_lines_say_what_flew_how_long_it_took_and_where_the_certificates_are(demo):
    tail = demo[1].split("== result")[1]
    for verdict in {v["verdict"] for v in EXPECTED.values()}:
        assert verdict in tail
    assert "16" in tail
    assert "Certificates:" in tail
