"""`cupola mail` against real mail servers on the loopback: aiosmtpd for TLS, AUTH and refusals, one that breaks off."""

import email
import email.policy
import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

if os.environ.get("CUPOLA_ORACLES_MUST_WORK") != "1":
    pytest.importorskip("aiosmtpd", reason="python3-aiosmtpd is not installed")
from smtp_servers import BreakingServer, Keeper, SmtpServer, make_tls

CUPOLA = os.environ["CUPOLA"]
FROM = "Astro Pi <team@example.org>"


def entry(entry_id, address, **more):
    return {"id": entry_id, "team": f"Τιμ {entry_id}", "members": ["Ελένη"], "school": "S", "country": "GR",
            "language": "el", "mentor": "Δρ. Mentor", "email": address, "place": None, "timezone": "",
            "received": None, "program_sha256": "0" * 64, "original_name": "a.py", **more}


def make_mission(folder, entries, size=2000):
    mission = folder / "mission"
    for name in ("outbox", "certificates", "programs", "keys"):
        (mission / name).mkdir(parents=True)
    (mission / "mission.json").write_text(json.dumps(
        {"schema": "cupola-mission", "version": 1, "id": "zero-2018", "name": "Mission Zero 2018", "rules": "open",
         "profile": "flight", "limits": {}, "seal_url_prefix": ""}))
    (mission / "entries.jsonl").write_text("".join(json.dumps(each) + "\n" for each in entries))
    for each in entries:
        (mission / "certificates" / f"{each['id']}.pdf").write_bytes(b"%PDF-1.7 " + os.urandom(size))
    return mission


def command(mission, *arguments):
    return [CUPOLA, "mail", str(mission), "--from", FROM, "--wait", "0", *arguments]


def mail(mission, *arguments, password=None):
    environment = dict(os.environ, HOME="/nonexistent")
    if password is not None:
        environment["CUPOLA_SMTP_PASSWORD"] = password
    return subprocess.run(command(mission, *arguments), capture_output=True, text=True, timeout=60, env=environment)


def parsed(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def records(mission):
    path = mission / "outbox" / "sent.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def assert_no_address_shown(done, mission):
    shown = done.stdout + done.stderr
    log = (mission / "outbox" / "sent.jsonl")
    shown += log.read_text() if log.exists() else ""
    assert "@y.example" not in shown


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    return make_tls(tmp_path_factory.mktemp("tls"))


def test_a_wrong_password_is_refused_at_once_and_nothing_is_sent(tmp_path, tls):
    mission = make_mission(tmp_path, [entry("a", "m@y.example"), entry("b", "n@y.example")])
    with SmtpServer(Keeper(), tls[0]) as server:
        done = mail(mission, "--smtp", server.url, "--ca", tls[1], "--user", "team", password="wrong")
        assert server.keeper.mails == []
    assert done.returncode == 1
    assert "not sent" in done.stderr and "wrong" not in done.stderr
    assert records(mission) == []
    assert_no_address_shown(done, mission)


def test_a_server_whose_certificate_is_not_trusted_gets_nothing(tmp_path, tls):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")])
    with SmtpServer(Keeper(), tls[0]) as server:
        done = mail(mission, "--smtp", server.url, "--user", "team", password="secret")
        assert server.keeper.mails == []
    assert done.returncode == 1
    assert "certificate" in done.stderr


def test_a_server_without_encryption_gets_nothing_unless_it_is_asked_for(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")])
    with SmtpServer(Keeper()) as server:
        assert mail(mission, "--smtp", server.url).returncode == 1
        assert server.keeper.mails == []
        assert mail(mission, "--smtp", server.url, "--plain").returncode == 0
        assert len(server.keeper.mails) == 1


@pytest.mark.parametrize("arguments, word", [
    (["--smtp", "http://localhost"], "smtp://"),
    (["--smtp", "smtp://team:secret@localhost"], "password-file"),
    (["--smtp", "smtp://localhost", "--user", "team"], "password"),
    (["--smtp", "smtp://localhost", "--user", "team", "--plain"], "password"),
    (["--language", "tlh"], "language"),
])
def test_wrong_usage_is_told_in_one_line(tmp_path, arguments, word):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")])
    done = mail(mission, *arguments, password="secret" if "--plain" in arguments else None)
    assert done.returncode == 2
    assert word in done.stderr and done.stderr.count("\n") == 1


def test_a_sender_that_would_add_a_header_is_refused(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")])
    done = subprocess.run([CUPOLA, "mail", str(mission), "--from", "A <a@b.example>\nBcc: c@d.example"],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 2


def test_each_mentor_gets_their_pack_over_tls_in_their_language(tmp_path, tls):
    mission = make_mission(tmp_path, [
        entry("a", "m@y.example"), entry("b", "n@y.example", language="de-AT", mentor="", team=""),
        entry("c", "M@Y.example", team="Bcc: x@y.example\u2028X: 1"), entry("d", "")])
    before = {path.name: path.read_bytes() for path in (mission / "certificates").iterdir()}
    with SmtpServer(Keeper(), tls[0]) as server:
        done = mail(mission, "--smtp", server.url, "--ca", tls[1], "--user", "team", password="secret")
        mails = server.keeper.mails
        assert len(server.keeper.connections) == 1
    assert done.returncode == 1 and done.stderr == "cupola: d: no e-mail address of a mentor\n"
    assert [each[:2] for each in mails] == [("team@example.org", ["m@y.example"]), ("team@example.org", ["n@y.example"])]
    first, second = (parsed(each[2]) for each in mails)
    assert first["To"].addresses[0].display_name == "Δρ. Mentor"
    assert first["From"].addresses[0].display_name == "Astro Pi"
    assert first["Subject"] == "Πιστοποιητικά για την αποστολή Mission Zero 2018"
    assert second["Subject"] == "Urkunden für Mission Zero 2018"
    assert "Bcc" not in first and "X" not in first and not first.defects
    files = {part.get_filename(): part.get_content() for part in first.iter_attachments()}
    assert files == {name: before[name] for name in ("a.pdf", "c.pdf")}
    text = first.get_body().get_content()
    assert "Τιμ a (a.pdf)" in text and "Δρ. Mentor" in text
    assert "b.pdf" in second.get_body().get_content()
    assert list((mission / "outbox").glob("*.eml")) == []
    assert [each["state"] for each in records(mission)] == ["uncertain", "sent"] * 2
    assert_no_address_shown(done, mission)


def test_a_second_run_sends_nothing_and_a_new_edition_once(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")])
    with SmtpServer(Keeper()) as server:
        for _ in range(2):
            assert mail(mission, "--smtp", server.url, "--plain").returncode == 0
        assert len(server.keeper.mails) == 1
        (mission / "seals.jsonl").write_text('{"entry":"a","edition":2,"contents":"x"}\n')
        for _ in range(2):
            assert mail(mission, "--smtp", server.url, "--plain").returncode == 0
        ids = [parsed(each[2])["Message-ID"] for each in server.keeper.mails]
        assert len(ids) == 2 and ids[0] != ids[1]


def test_refusals_per_recipient_are_told_by_id_and_what_is_put_off_is_tried_again(tmp_path):
    mission = make_mission(tmp_path, [entry(each, f"{each}@y.example") for each in "abcd"])
    answers = {"a@y.example": ["550 no such user a@y.example"], "b@y.example": ["451 greylisted", "450 once more"],
               "c@y.example": ["452 full"] * 9}
    with SmtpServer(Keeper(answers)) as server:
        done = mail(mission, "--smtp", server.url, "--plain", "--attempts", "3", "--json")
        assert sorted(each[1][0] for each in server.keeper.mails) == ["b@y.example", "d@y.example"]
    report = json.loads(done.stdout)
    assert done.returncode == 1 and report["mails_sent"] == 2 and len(report["planned"]) == 4
    assert [each.split(":")[0] for each in report["problems"]] == ["a", "c"]
    assert "550" in report["problems"][0] and "452" in report["problems"][1]
    assert_no_address_shown(done, mission)


@pytest.mark.parametrize("where", ["greeting", "rcpt"])
def test_a_connection_that_breaks_before_the_mail_is_tried_again(tmp_path, where):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")])
    with BreakingServer(where) as server:
        assert mail(mission, "--smtp", server.url, "--plain").returncode == 0
        assert len(server.mails) == 1


def test_a_connection_that_breaks_in_the_middle_of_a_large_mail_is_tried_again(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")], size=6_000_000)
    with BreakingServer("in-data") as server:
        done = mail(mission, "--smtp", server.url, "--plain")
        assert done.returncode == 0, done.stderr
        assert len(server.mails) == 1
    assert [each["state"] for each in records(mission)] == ["uncertain", "sent"]


def test_a_mail_whose_answer_was_lost_is_not_sent_twice_unless_it_is_asked_for(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")])
    with BreakingServer("after-dot") as server:
        done = mail(mission, "--smtp", server.url, "--plain")
        assert done.returncode == 1 and "a: may have arrived" in done.stderr
        done = mail(mission, "--smtp", server.url, "--plain")
        assert done.returncode == 1 and "a: may have arrived" in done.stderr
        assert len(server.mails) == 1
        assert mail(mission, "--smtp", server.url, "--plain", "--again-uncertain").returncode == 0
        assert len(server.mails) == 2
        ids = {parsed(each)["Message-ID"] for each in server.mails}
        assert len(ids) == 1


def test_killed_between_mail_and_answer_it_remembers(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example"), entry("b", "n@y.example")])
    with BreakingServer("hang-after-dot") as server:
        running = subprocess.Popen(command(mission, "--smtp", server.url, "--plain"), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        assert server.hanging.wait(30)
        running.send_signal(signal.SIGKILL)
        running.wait(30)
        done = mail(mission, "--smtp", server.url, "--plain")
        assert done.returncode == 1 and "a: may have arrived" in done.stderr
        assert len(server.mails) == 2
        assert [each["state"] for each in records(mission)] == ["uncertain", "uncertain", "sent"]


def test_killed_again_and_again_nobody_gets_a_mail_twice_and_nobody_is_forgotten(tmp_path):
    ids = [f"e{i}" for i in range(12)]
    mission = make_mission(tmp_path, [entry(each, f"{each}@y.example") for each in ids], size=300_000)
    kills = 0
    with SmtpServer(Keeper()) as server:
        arrived = lambda: [each[1][0].split("@")[0] for each in server.keeper.mails]
        for enough in (1, 4, 8):
            running = subprocess.Popen(command(mission, "--smtp", server.url, "--plain"), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 60
            while running.poll() is None and len(arrived()) < enough:
                assert time.monotonic() < deadline
            running.send_signal(signal.SIGKILL)
            kills += running.wait(30) == -signal.SIGKILL
            for path in (mission / "outbox").glob("*.eml"):
                parts = list(parsed(path.read_bytes()).iter_attachments())
                assert len(parts) == 1 and len(parts[0].get_content()) > 300_000
        done = mail(mission, "--smtp", server.url, "--plain")
        told = [line.split(": ")[1] for line in done.stderr.splitlines() if "may have arrived" in line]
        assert kills > 0 and len(arrived()) == len(set(arrived()))
        assert set(arrived()) | set(told) == set(ids) and len(told) <= kills
        assert done.returncode == (1 if told else 0)


def test_a_server_that_is_not_there_leaves_everything_in_the_outbox(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example")])
    done = mail(mission, "--smtp", "smtp://127.0.0.1:1", "--plain", "--attempts", "2")
    assert done.returncode == 1 and "a: not sent" in done.stderr
    assert len(list((mission / "outbox").glob("*.eml"))) == 1
    assert records(mission) == []


def test_a_dry_run_and_an_outbox_without_server_send_nothing(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example"), entry("b", "n@y.example")])
    done = mail(mission, "--dry-run")
    assert done.returncode == 0 and "2 mails with 2 certificates would be sent" in done.stdout
    assert list((mission / "outbox").iterdir()) == []
    assert mail(mission).returncode == 0
    written = sorted((mission / "outbox").glob("*.eml"))
    assert len(written) == 2 and parsed(written[0].read_bytes())["From"].addresses[0].addr_spec == "team@example.org"
    assert_no_address_shown(done, mission)


def smtpd_reason():
    """Why OpenSMTPD cannot be tried here; empty if it can."""
    if shutil.which("smtpd", path="/usr/sbin:/usr/bin") is None:
        return "opensmtpd is not installed"
    return "" if os.geteuid() == 0 else "opensmtpd must be started by root"


def test_opensmtpd_delivers(tmp_path):
    reason = smtpd_reason()
    if reason and os.environ.get("CUPOLA_MAIL_MUST_WORK") != "1":
        pytest.skip(reason)
    assert not reason
    from opensmtpd import OpenSmtpd
    mission = make_mission(tmp_path, [entry(f"e{i}", f"m{i % 5}@localhost") for i in range(20)])
    with OpenSmtpd(tmp_path) as server:
        done = mail(mission, "--smtp", server.url, "--plain")
        assert done.returncode == 0, done.stderr
        delivered = [parsed(each) for each in server.delivered(5)]
    assert len({each["Message-ID"] for each in delivered}) == 5
    files = sorted(part.get_filename() for each in delivered for part in each.iter_attachments())
    assert files == sorted(f"e{i}.pdf" for i in range(20))
    for each in delivered:
        for part in each.iter_attachments():
            assert part.get_content() == (mission / "certificates" / part.get_filename()).read_bytes()


def attached(mission):
    """The names of what the mails of the outbox carry."""
    assert mail(mission).returncode == 0
    mails = [parsed(path.read_bytes()) for path in (mission / "outbox").glob("*.eml")]
    return sorted(part.get_filename() for each in mails for part in each.iter_attachments())


def test_a_mentor_gets_the_pack_of_just_these_certificates_unless_one_was_made_again_since(tmp_path):
    mission = make_mission(tmp_path, [entry("a", "m@y.example"), entry("b", "M@y.example"), entry("c", "n@y.example")])
    certificates = mission / "certificates"
    (certificates / "participation").mkdir()
    (certificates / "b.pdf").rename(certificates / "participation" / "b.pdf")
    assert attached(mission) == ["a.pdf", "b.pdf", "c.pdf"]
    packs = certificates / "packs"
    packs.mkdir()
    (packs / "a.pdf").write_bytes(b"%PDF-1.7 both")

    def describe(entries, pdf=b"%PDF-1.7 both"):
        made = {"schema": "cupola-pack/1", "entries": entries, "pdf_sha256": hashlib.sha256(pdf).hexdigest()}
        (packs / "a.json").write_text(json.dumps(made))

    describe(["a", "c"])
    assert attached(mission) == ["a.pdf", "b.pdf", "c.pdf"]
    describe(["a", "b"], pdf=b"%PDF-1.7 another")
    assert attached(mission) == ["a.pdf", "b.pdf", "c.pdf"]
    describe(["a", "b"])
    assert attached(mission) == ["c.pdf", "zero-2018.pdf"]
    os.utime(certificates / "a.pdf", (time.time() + 60, time.time() + 60))
    assert attached(mission) == ["a.pdf", "b.pdf", "c.pdf"]
