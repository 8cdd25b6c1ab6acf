"""Sealing, verifying and re-issuing as operators and families do it, on a mission that was really flown."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

if os.environ.get("CUPOLA_ORACLES_MUST_WORK") != "1":
    pytest.importorskip("PIL", reason="python3-pil is not installed")
    pytest.importorskip("numpy", reason="python3-numpy is not installed")
import numpy
from PIL import Image, ImageFilter

CUPOLA = os.environ["CUPOLA"]
PROGRAM = "from sense_hat import SenseHat\nSenseHat().clear(255, 0, 0)\n"


@pytest.fixture(autouse=True)
def own_trust(tmp_path, monkeypatch):
    """Nobody is trusted but by this test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def cupola(*arguments, status=0):
    done = subprocess.run([CUPOLA, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def need(program, package):
    if shutil.which(program) is None and os.environ.get("CUPOLA_ORACLES_MUST_WORK") != "1":
        pytest.skip(f"{package} is not installed")


def verify(subject, *options, status=0):
    return json.loads(cupola("verify", subject, "--json", *options, status=status).stdout)


@pytest.fixture(scope="module")
def flown(tmp_path_factory):
    """A mission of two entries with keys, flown, with sealed and signed certificates."""
    desk = tmp_path_factory.mktemp("flown")
    (desk / "programs").mkdir()
    for name in "ab":
        (desk / "programs" / f"{name}.py").write_text(PROGRAM + f"print('{name}')\n")
    (desk / "form.csv").write_text("id,program,team,members,school,country,language,mentor,email\n"
                                   "a,a.py,Αστέρια,Ελένη; Νίκος,Γυμνάσιο,GR,el,M,m@y.example\n"
                                   "b,b.py,نجوم,سارة; عمر,مدرسة,,en,,\n")
    mission = desk / "mission"
    cupola("intake", mission, "--csv", desk / "form.csv", "--programs", desk / "programs", "--name", "Zero")
    cupola("seal", "init", mission, "--certificate")
    cupola("pack", mission, "-o", desk / "bundle.zip", "--all")
    cupola("fly", desk / "bundle.zip", "--log", desk / "log", "--clock", "virtual", "--start", "2018-02-01T09:00:00Z")
    done = cupola("certify", mission, "--log", desk / "log")
    assert "2 certificates" in done.stdout and "sealed" in done.stdout
    return desk


@pytest.fixture(scope="module")
def scan(flown, tmp_path_factory):
    """The certificate as a sharp picture."""
    return photo(certificate(flown), tmp_path_factory.mktemp("scan"), 250)


@pytest.fixture
def desk(flown, tmp_path):
    """A copy that a test may change."""
    # A flight's socket is no file to copy.
    return Path(shutil.copytree(flown, tmp_path / "desk", ignore=shutil.ignore_patterns("control")))


def certificate(desk, entry="a"):
    return desk / "mission" / "certificates" / f"{entry}.pdf"


def public_key(desk):
    return desk / "mission" / "keys" / "seal.pub"


def code_on(pdf):
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True, timeout=60).stdout
    return re.search(r"cupola:[A-Z2-7]+", text.replace("\n", "")).group()


def photo(pdf, folder, dpi=150):
    """The certificate as a picture in grey."""
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), "-singlefile", pdf, folder / "page"], check=True, timeout=120)
    return Image.open(folder / "page.png").convert("L")


def saved(image, path, **options):
    image.save(path, **options)
    return path


def test_keys_are_never_written_over(desk):
    before = {path.name: path.read_bytes() for path in (desk / "mission" / "keys").iterdir()}
    done = cupola("seal", "init", desk / "mission", "--certificate", status=1)
    assert "already" in done.stderr
    assert {path.name: path.read_bytes() for path in (desk / "mission" / "keys").iterdir()} == before


def test_a_key_that_others_may_read_seals_nothing(desk):
    (desk / "mission" / "keys" / "seal.key").chmod(0o644)
    done = cupola("certify", desk / "mission", "--log", desk / "log", "-o", desk / "out", status=2)
    assert "seal.key" in done.stderr and "chmod 600" in done.stderr


def test_what_is_no_certificate_is_told_so(desk, tmp_path):
    assert verify("hello", status=1)["reason"] == "no seal"
    for name, content in {"empty": b"", "noise.pdf": b"%PDF-1.7\n" + random.Random(1).randbytes(9000),
                          "cut.pdf": certificate(desk).read_bytes()[:50000],
                          "cut.png": b"\x89PNG\r\n\x1a\n" + bytes(90)}.items():
        (tmp_path / name).write_bytes(content)
        answer = verify(tmp_path / name, status=1)
        assert answer["genuine"] is False and answer["reason"] == "unreadable", name
    assert verify(tmp_path, status=1)["reason"] == "unreadable"


def test_a_huge_picture_and_one_without_code_are_refused(tmp_path):
    Image.new("L", (9000, 9000)).save(tmp_path / "huge.png")
    answer = verify(tmp_path / "huge.png", status=1)
    assert answer["reason"] == "unreadable" and "64 million" in answer["details"][0]
    Image.new("L", (600, 400), 255).save(tmp_path / "white.jpg")
    assert "no QR code" in verify(tmp_path / "white.jpg", status=1)["details"][0]


def test_a_key_of_the_wrong_length_is_refused(desk, tmp_path):
    (tmp_path / "short.pub").write_text("cupola-key 1 ed25519 public ea4a\n")
    done = cupola("verify", certificate(desk), "--key", tmp_path / "short.pub", status=2)
    assert "short.pub" in done.stderr


def test_a_certificate_is_genuine_only_by_a_trusted_key(desk):
    assert verify(certificate(desk), status=1)["reason"] == "unknown key"
    answer = verify(certificate(desk), "--key", public_key(desk))
    assert answer["genuine"] is True and answer["simulated"] is True and answer["entry"] == "a"
    assert answer["start_utc"].startswith("2018-02-01T09:00:00")
    cupola("seal", "trust", public_key(desk), "--mission", "elsewhere")
    assert verify(certificate(desk), status=1)["reason"] == "other mission"
    cupola("seal", "trust", public_key(desk), "--mission", "mission")
    for entry in "ab":
        assert verify(certificate(desk, entry))["genuine"] is True
    assert "GENUINE" in cupola("verify", certificate(desk)).stdout


def test_the_code_says_what_the_certificate_says_and_nothing_of_names(desk):
    code = code_on(certificate(desk))
    answer, whole = (verify(each, "--key", public_key(desk)) for each in (code, certificate(desk)))
    assert answer == whole
    typed = code.removeprefix("cupola:").lower()
    assert verify(" ".join(typed[i:i + 4] for i in range(0, len(typed), 4)), "--key", public_key(desk)) == answer


def test_making_certificates_again_gives_the_same_bytes(desk):
    before = certificate(desk).read_bytes()
    cupola("certify", desk / "mission", "--log", desk / "log", "-j", "2")
    assert certificate(desk).read_bytes() == before
    assert not (desk / "mission" / "replaced.txt").exists()


def test_a_corrected_name_replaces_the_certificate_that_is_out(desk):
    out = desk / "out.pdf"
    shutil.copy(certificate(desk), out)
    entries = desk / "mission" / "entries.jsonl"
    entries.write_text(entries.read_text().replace("Νίκος", "Νικόλας"))
    done = cupola("certify", desk / "mission", "--log", desk / "log", "--entry", "a")
    assert "a: edition 2 counts from now on" in done.stdout and "replaced.txt" in done.stdout
    assert verify(certificate(desk), "--mission", desk / "mission")["edition"] == 2
    for evidence in (["--mission", desk / "mission"],
                     ["--key", public_key(desk), "--replaced", desk / "mission" / "replaced.txt"]):
        answer = verify(out, *evidence, status=1)
        assert answer["genuine"] is False and answer["reason"] == "replaced" and answer["replaced_by"] == 2
    assert verify(out, "--key", public_key(desk))["genuine"] is True
    assert verify(certificate(desk, "b"), "--key", public_key(desk), "--replaced",
                  desk / "mission" / "replaced.txt")["genuine"] is True
    tampered = desk / "replaced.txt"
    tampered.write_text((desk / "mission" / "replaced.txt").read_text().replace("entry a", "entry b"))
    cupola("verify", out, "--key", public_key(desk), "--replaced", tampered, status=2)


def correct_names(desk):
    """What a mentor asks for: the form's file with the names mended, taken in again."""
    form = desk / "form.csv"
    form.write_text(form.read_text().replace("Νίκος", "Νικόλας").replace("عمر", "عمرو"))
    done = cupola("intake", desk / "mission", "--csv", form, "--programs", desk / "programs")
    assert "2 changed" in done.stdout


def planned(desk, status=0):
    """The certificates that would be mailed, and what is told of the others."""
    report = json.loads(cupola("mail", desk / "mission", "--from", "team@example.org", "--dry-run", "--json",
                               status=status).stdout)
    return [entry for mail in report["planned"] for entry in mail["entries"]], report["problems"]


def test_mail_keeps_back_a_certificate_with_the_old_name(desk):
    form = desk / "form.csv"
    form.write_text(form.read_text().replace("en,,", "en,N,n@y.example"))
    cupola("intake", desk / "mission", "--csv", form, "--programs", desk / "programs")
    assert planned(desk) == (["a", "b"], [])
    correct_names(desk)
    going, problems = planned(desk, status=1)
    assert going == [] and [each.split(":")[0] for each in problems] == ["a", "b"]
    assert all("make it again" in each for each in problems)
    cupola("certify", desk / "mission", "--log", desk / "log", "--entry", "a")
    going, problems = planned(desk, status=1)
    assert going == ["a"] and len(problems) == 1
    shutil.copy(certificate(desk, "a"), certificate(desk, "b"))
    going, problems = planned(desk, status=1)
    assert going == ["a"] and "another entry" in problems[0]


def kill_when(command, happened):
    """Starts a command and kills it as soon as `happened()`, or lets it end."""
    running = subprocess.Popen([CUPOLA, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while running.poll() is None and not happened():
        assert time.monotonic() < deadline
    running.send_signal(signal.SIGKILL)
    return running.wait(60) == -signal.SIGKILL


@pytest.mark.parametrize("moment", ["first edition counted", "first file", "second file"])
def test_killed_while_it_corrects_nothing_is_lost(desk, moment):
    old = {entry: certificate(desk, entry).read_bytes() for entry in "ab"}
    correct_names(desk)
    mission = desk / "mission"
    lines = len((mission / "seals.jsonl").read_text().splitlines())
    files = lambda: sum(certificate(desk, entry).read_bytes() != old[entry] for entry in "ab")
    happened = {"first edition counted": lambda: (mission / "seals.jsonl").read_bytes().count(b"\n") > lines,
                "first file": lambda: files() > 0, "second file": lambda: files() > 1}[moment]
    certify = ("certify", mission, "--log", desk / "log")
    killed = kill_when(certify, happened)
    # Whatever there is now is whole: the old certificate or the corrected one.
    for entry in "ab":
        answer = json.loads(subprocess.run([CUPOLA, "verify", certificate(desk, entry), "--json", "--mission", mission],
                                           capture_output=True, text=True, timeout=60).stdout)
        was_old = certificate(desk, entry).read_bytes() == old[entry]
        assert answer["edition"] == (1 if was_old else 2)
        assert answer["reason"] in (("replaced", "altered") if was_old else ("genuine",))
    cupola(*certify)
    assert killed or moment == "second file"  # the last moment is short
    published = ("--key", public_key(desk), "--replaced", mission / "replaced.txt")
    for entry in "ab":
        assert verify(certificate(desk, entry), *published)["edition"] == 2
        (desk / "old.pdf").write_bytes(old[entry])
        assert verify(desk / "old.pdf", *published, status=1)["reason"] == "replaced"
    assert len((mission / "seals.jsonl").read_text().splitlines()) == lines + 2
    assert [path.name for path in (mission / "certificates").iterdir() if path.suffix != ".pdf"] == []


def edited(pdf, folder, change):
    """The PDF with its streams unpacked, changed as text, and put in order again."""
    plain = folder / "plain.pdf"
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "--normalize-content=n", pdf, plain], check=True, timeout=60)
    plain.write_bytes(change(plain.read_bytes()))
    fixed = folder / "edited.pdf"
    fixed.write_bytes(subprocess.run(["fix-qdf", plain], check=True, capture_output=True, timeout=60).stdout)
    return fixed


def test_a_certificate_saved_anew_by_another_program_stays_genuine(desk, tmp_path):
    assert verify(edited(certificate(desk), tmp_path, lambda text: text), "--key", public_key(desk))["genuine"] is True


def misspelt(block):
    """The first two letters of a drawn text that differ, exchanged; as many bytes as before."""
    for match in re.finditer(rb"(?<!ActualText )<([0-9a-f]{4,})>|\(((?:[^()\\]|\\.)*)\)", block):
        letters = re.findall(rb"[0-9a-f]{4}" if match[1] else rb"\\\d{3}|\\.|.", match[1] or match[2])
        # White space is not part of what is sealed; in Noto's fonts it is glyph 3.
        words = [i for i in range(len(letters)) if letters[i] not in (b" ", b"0003")]
        for i, j in zip(words, words[1:]):
            if letters[i] != letters[j]:
                letters[i], letters[j] = letters[j], letters[i]
                return block[:match.start() + 1] + b"".join(letters) + block[match.end() - 1:]
    return None


def test_every_text_of_the_page_is_refused_by_its_name(desk, tmp_path):
    plain = edited(certificate(desk), tmp_path, lambda text: text).read_bytes()
    names = set()
    for number, field in re.findall(rb"^text (\d+) (\w+) ", plain, re.MULTILINE):
        block = re.search(rb"<< /MCID " + number + rb" >> BDC\n.*?EMC", plain, re.DOTALL)
        changed = misspelt(block[0])
        assert changed is not None and len(changed) == len(block[0]), block[0]
        (tmp_path / "changed.pdf").write_bytes(plain[:block.start()] + changed + plain[block.end():])
        answer = verify(tmp_path / "changed.pdf", "--key", public_key(desk), status=1)
        assert answer["reason"] == "altered" and answer["altered"][0] == field.decode(), (field, block[0])
        names.add(field.decode())
    assert names >= {"team", "members", "school", "mission", "simulated", "start", "duration", "position", "altitude",
                     "below", "code", "text"}


def test_something_drawn_over_the_page_is_refused(desk, tmp_path):
    def cover(text):
        return text.replace(b"/Artifact BMC", b"/Artifact BMC\n1 0 0 rg 0 0 900 300 re f", 1)

    answer = verify(edited(certificate(desk), tmp_path, cover), "--key", public_key(desk), status=1)
    assert answer["reason"] == "altered" and answer["altered"] == ["drawing"]


def test_an_altered_seal_is_refused(desk, tmp_path):
    answer = verify(edited(certificate(desk), tmp_path, lambda text: re.sub(rb"\ncode IM", b"\ncode IN", text)),
                    "--key", public_key(desk), status=1)
    assert answer["reason"] in ("altered", "no seal")
    gone = edited(certificate(desk), tmp_path, lambda text: re.sub(rb"/Metadata \d+ 0 R", b"", text))
    assert verify(gone, "--key", public_key(desk), status=1)["reason"] == "no seal"


def test_a_code_of_another_mission_is_told_apart(desk, tmp_path):
    answer = verify(code_on(certificate(desk)), "--key", public_key(desk))
    assert answer["mission"] == "mission"
    other = tmp_path / "other"
    shutil.copytree(desk / "mission", other)
    (other / "mission.json").write_text((other / "mission.json").read_text().replace('"id": "mission"', '"id": "other"'))
    assert verify(code_on(certificate(desk)), "--mission", other, status=1)["reason"] == "other mission"


def warped(page, tilt=1.0):
    """As a camera sees it from the side."""
    width, height = page.size
    corners = [(0, 0), (0, height), (width, height), (width, 0)]
    seen = [(0, 0), (width * 0.03 * tilt, height), (width * (1 - 0.05 * tilt), height * (1 - 0.07 * tilt)),
            (width * (1 - 0.03 * tilt), height * 0.05 * tilt)]
    rows = []
    for (x, y), (u, v) in zip(seen, corners):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    matrix = numpy.array(rows, dtype=float)
    coefficients = numpy.linalg.solve(matrix[:, :8], matrix[:, 8])
    return page.transform((width, height), Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=255)


def near(page):
    """Only the corner with the code, as people hold their telephone."""
    width, height = page.size
    return page.crop((int(width * 0.82), int(height * 0.78), width, height))


def uneven(page):
    """A lamp from the left."""
    light = numpy.linspace(1.0, 0.35, page.width)[None, :]
    return Image.fromarray((numpy.asarray(page) * light).astype("uint8"))


def grainy(page):
    noise = numpy.random.default_rng(1).normal(0, 25, (page.height, page.width))
    return Image.fromarray(numpy.clip(numpy.asarray(page) * 0.8 + noise, 0, 255).astype("uint8"))


def wavy(page):
    """A sheet that does not lie flat."""
    pixels, rows = numpy.asarray(page), numpy.arange(page.height)
    return Image.fromarray(numpy.stack([numpy.roll(pixels[y], round(4 * numpy.sin(y / 60))) for y in rows]))


def moved(page):
    return page.filter(ImageFilter.Kernel((5, 5), [0] * 10 + [1] * 5 + [0] * 10))


def yellow(page):
    return Image.merge("RGB", [page.point(lambda value, share=share: int(value * share)) for share in (1, 0.9, 0.55)])


@pytest.mark.parametrize("name, change", [
    ("near", near),
    ("near, upright", lambda page: near(page).rotate(90, expand=True)),
    ("near, turned", lambda page: near(page).rotate(33, Image.Resampling.BICUBIC, expand=True, fillcolor=255)),
    ("near, strongly from the side", lambda page: warped(near(page), 4)),
    ("near, small", lambda page: near(page).resize((254, 220), Image.Resampling.LANCZOS)),
    ("near, uneven light", lambda page: uneven(near(page))),
    ("near, grainy", lambda page: grainy(near(page))),
    ("near, wavy", lambda page: wavy(near(page))),
    ("near, moved", lambda page: moved(near(page))),
    ("near, by a yellow lamp", lambda page: yellow(near(page))),
    ("near, all at once", lambda page: grainy(uneven(warped(near(page), 1).rotate(
        11, Image.Resampling.BICUBIC, expand=True, fillcolor=255)))),
    ("straight", lambda page: page),
    ("upside down", lambda page: page.rotate(180)),
    ("turned", lambda page: page.rotate(17, Image.Resampling.BICUBIC, expand=True, fillcolor=255)),
    ("from the side", warped),
    ("blurred", lambda page: page.filter(ImageFilter.GaussianBlur(1.2))),
    ("dim", lambda page: page.point(lambda value: 40 + value // 3)),
])
def test_a_photo_of_the_qr_code_is_read(flown, scan, tmp_path, name, change):
    page = change(scan)
    for file, options in (("photo.png", {}), ("photo.jpg", {"quality": 50})):
        answer = verify(saved(page, tmp_path / file, **options), "--key", public_key(flown))
        assert answer["genuine"] is True and answer["entry"] == "a", name


def test_zbarimg_reads_the_page_as_well(desk, tmp_path):
    need("zbarimg", "zbar-tools")
    photo(certificate(desk), tmp_path)
    found = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "page.png"], capture_output=True, text=True, timeout=60)
    assert found.stdout.strip() == code_on(certificate(desk))


def test_several_codes_on_a_photo_are_all_judged(desk, tmp_path):
    pages = [photo(certificate(desk, entry), tmp_path) for entry in "ab"]
    both = Image.new("L", (pages[0].width, 2 * pages[0].height), 255)
    for i, page in enumerate(pages):
        both.paste(page, (0, i * page.height))
    answer = verify(saved(both, tmp_path / "both.png"), "--key", public_key(desk))
    assert sorted(each["entry"] for each in answer["pages"]) == ["a", "b"]
    assert verify(tmp_path / "both.png", status=1)["genuine"] is False


def test_pdf_readers_call_the_signature_valid_and_a_changed_byte_not(desk, tmp_path):
    need("certutil", "libnss3-tools")
    nss = tmp_path / "nss"
    nss.mkdir()
    run = lambda *command: subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    run("certutil", "-N", "-d", f"sql:{nss}", "--empty-password")
    run("certutil", "-A", "-d", f"sql:{nss}", "-n", "mission", "-t", ",C,", "-i",
        desk / "mission" / "keys" / "pdf-signature.crt")
    said = run("pdfsig", "-nssdir", nss, certificate(desk)).stdout
    assert "Signature is Valid" in said and "Total document signed" in said
    assert "ETSI.CAdES.detached" in said and "Certificate is Trusted" in said
    broken = bytearray(certificate(desk).read_bytes())
    broken[len(broken) // 2] ^= 1
    (tmp_path / "broken.pdf").write_bytes(broken)
    assert "Signature is Valid" not in subprocess.run(["pdfsig", "-nssdir", nss, tmp_path / "broken.pdf"],
                                                      capture_output=True, text=True, timeout=60).stdout
    run("qpdf", "--check", certificate(desk))
