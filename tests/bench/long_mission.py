"""Certificates of a whole mission: makes one of COUNT invented teams in six scripts, flies it, certifies it with seals.

usage: long_mission.py BUILD_FOLDER WORK_FOLDER [COUNT]     COUNT 1771 flew in 2018; the flight takes some 0.1 s for each

The mission and its log stay in WORK_FOLDER and serve again. What the certificates cost is printed for one and for two drawn at once.
"""
import csv
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

TEAMS = [
    ('Star Bakers', 'Ada Okafor;Zoë Müller', 'St Brigid’s Primary School', 'en'),
    ('Οι Μικροί Αστροναύτες', 'Ελένη Π.;Γιώργος Α.', 'Δημοτικό Σχολείο Χανίων', 'el'),
    ('Les Étoiles filantes', 'Chloé;Anaïs;Noël', 'École élémentaire Jules-Verne', 'fr'),
    ('Космічні жуки', 'Оксана;Іван', 'Школа № 7, Львів', 'uk'),
    ('Größenwahn', 'Jürgen;Änne', 'Volksschule Ötztal', 'de'),
    ('星星小队', '王小明;Ada', '北京市第一小学', 'en'),
    ('Gwiazdeczki', 'Łucja;Świętosław', 'Szkoła Podstawowa nr 5 w Łodzi', 'pl'),
    ('نجوم الصحراء', 'ليلى;يوسف', 'مدرسة النور الابتدائية', 'en'),
    ('Ștrengarii Cosmosului', 'Ioana;Ștefan', 'Școala Gimnazială nr. 3', 'ro'),
    ('Vesmírní žáčci', 'Růžena;Ondřej;Šárka', 'Základní škola Křižíkova', 'cs'),
    ('Cosmonautas', 'Íñigo;María José', 'CEIP Nuestra Señora', 'es'),
    ('さくらロケット', 'はなこ;たろう', 'さくら小学校', 'en'),
]
PROGRAM = '''from sense_hat import SenseHat
import time
hat = SenseHat()
colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255, 255, 255), (0, 0, 0)]
for step in range(4):
    hat.set_pixels([colours[(x * (step + 1) + y * ({number} % 7 + 1)) // 3 % 6] for y in range(8) for x in range(8)])
    time.sleep(2)
'''


def make_mission(cupola, folder, count):
    """Intake, pack and a flight on the virtual clock."""
    programs = folder / 'programs'
    programs.mkdir(parents=True)
    with open(folder / 'entries.csv', 'w', encoding='utf-8', newline='') as file:
        table = csv.writer(file)
        table.writerow(['id', 'program', 'team', 'members', 'school', 'country', 'language', 'received'])
        for number in range(count):
            team, members, school, language = TEAMS[number % len(TEAMS)]
            (programs / f'{number}.py').write_text(PROGRAM.format(number=number), encoding='utf-8')
            table.writerow([f'team-{number}', f'{number}.py', f'{team} {number}', members, school, '', language, '2018-01-08T09:00:00Z'])

    def run(*words):
        subprocess.run([cupola, *map(str, words)], check=True, stdout=subprocess.DEVNULL)

    run('intake', folder / 'mission', '--csv', folder / 'entries.csv', '--programs', programs, '--name', 'A long mission', '--rules', 'open')
    run('pack', folder / 'mission', '-o', folder / 'bundle.zip', '--all')
    run('fly', folder / 'bundle.zip', '--log', folder / 'log', '--clock', 'virtual', '--start', '2018-02-01T09:00:00Z')
    run('seal', 'init', folder / 'mission')


def certify(cupola, folder, at_once):
    """Wall and processor time in seconds, and the peak of resident memory in MiB."""
    out = folder / 'certificates'
    shutil.rmtree(out, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    child = subprocess.Popen([cupola, 'certify', folder / 'mission', '--log', folder / 'log', '-o', out, '-j', str(at_once)],
                             stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall_s = time.monotonic() - begun
    if status:
        sys.exit(f'certify ended with {status}')
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return len(list(out.glob('*.pdf'))), wall_s, cpu_s, used.ru_maxrss / 1024


def main(build, folder, count):
    """Prints one line for each number of certificates drawn at once."""
    cupola = build / 'bin' / 'cupola'
    if not (folder / 'log').exists():
        make_mission(cupola, folder, count)
    for at_once in (1, 2):
        made, wall_s, cpu_s, peak = certify(cupola, folder, at_once)
        print(f'-j {at_once}: {made} certificates in {wall_s:.1f} s, {made / wall_s:.0f} a second; '
              f'{cpu_s / made * 1e3:.2f} ms of processor time each; at most {peak:.0f} MiB')


if __name__ == '__main__':
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3]) if len(sys.argv) == 4 else 1771)
