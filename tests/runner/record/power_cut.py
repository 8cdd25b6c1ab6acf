"""Simulated power cuts of a real file system: no acknowledged record may be lost, and without fsync some must be.

A journal is written on an ext4 image that lies in a btrfs subvolume. A snapshot of the subvolume at a random moment is
the disk as of that instant: what the kernel had not written back is not in it. The snapshot is mounted, which replays
ext4's own journal, and read. Needs root, loop devices and btrfs; exit status 77 says that this machine has not got them.
CUPOLA_POWER_CUTS sets how many cuts (default 20), CUPOLA_POWER_CUTS_MUST_WORK makes a skip a failure.
"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

WRITER = sys.argv[1]
CUTS = int(os.environ.get("CUPOLA_POWER_CUTS", "20"))
CONTROLS = max(3, min(25, CUTS // 10))


def run(*command):
    return subprocess.run([str(each) for each in command], check=True, capture_output=True, text=True, timeout=60).stdout


class Disks:
    """A btrfs with a subvolume that holds an ext4 image, both mounted; taken down at the end whatever happens."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.undo = []
        self.pool = self.mount(self.image(self.folder / "pool.img", 1500, "mkfs.btrfs", "-q"), "pool")
        run("btrfs", "subvolume", "create", self.pool / "live")
        self.live = self.mount(self.image(self.pool / "live/disk.img", 48, "mkfs.ext4", "-q", "-F"), "live")
        run("sync")

    def image(self, path, size_mb, *make):
        with open(path, "wb") as file:
            file.truncate(size_mb << 20)
        run(*make, path)
        return path

    def mount(self, image, name):
        device = run("losetup", "--find", "--show", image).strip()
        self.undo.append(("losetup", "--detach", device))
        place = self.folder / ("mnt-" + name)
        place.mkdir(exist_ok=True)
        run("mount", device, place)
        self.undo.append(("umount", place))
        return place

    def take_down(self, until=0):
        while len(self.undo) > until:
            subprocess.run([str(each) for each in self.undo.pop()], capture_output=True, timeout=60, check=False)

    def after_power_cut(self, snapshot, log):
        """(lines, problems) of the journal on the disk that the snapshot is; (0, 0) without one."""
        before = len(self.undo)
        try:
            place = self.mount(self.pool / snapshot / "disk.img", "cut")
            if not (place / log / "journal.jsonl").exists():
                return 0, 0
            return tuple(map(int, run(WRITER, "count", place / log).split()))
        finally:
            self.take_down(before)
            run("btrfs", "subvolume", "delete", self.pool / snapshot)


class Flight:
    """The writer, and the number of lines it relies on."""

    def __init__(self, mode, log):
        self.acknowledged = 0
        self.process = subprocess.Popen([WRITER, mode, str(log)], stdout=subprocess.PIPE)
        self.reader = threading.Thread(target=self.listen)
        self.reader.start()

    def listen(self):
        for line in self.process.stdout:
            self.acknowledged = int(line)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()


def cut(disks, mode, number, dice):
    """How many acknowledged lines one power cut lost, and whether what was left had damage."""
    log = f"log{number}"
    flight = Flight(mode, disks.live / log)
    try:
        patience = time.monotonic() + 20
        while flight.acknowledged == 0 and time.monotonic() < patience:
            time.sleep(0.002)
        time.sleep(dice.uniform(0, 0.2))
        acknowledged = flight.acknowledged
        run("btrfs", "subvolume", "snapshot", disks.pool / "live", disks.pool / f"cut{number}")
    finally:
        flight.end()
    lines, problems = disks.after_power_cut(f"cut{number}", log)
    shutil.rmtree(disks.live / log)
    return max(0, acknowledged - lines), problems, acknowledged


def campaign(folder):
    dice = random.Random(2018)
    disks = Disks(folder)
    try:
        cuts = [cut(disks, "write", number, dice) for number in range(CUTS)]
        controls = [cut(disks, "write-unsynced", CUTS + number, dice) for number in range(CONTROLS)]
    finally:
        disks.take_down()
    lost = [each for each in cuts if each[0]]
    damaged = [each for each in cuts if each[1]]
    lost_without = [each for each in controls if each[0]]
    print(f"{CUTS} power cuts: {len(lost)} lost acknowledged records, {len(damaged)} left damaged lines; "
          f"{sum(each[2] for each in cuts)} records were acknowledged")
    print(f"{CONTROLS} without fsync: {len(lost_without)} lost records, up to {max(each[0] for each in controls)}")
    return not lost and len(lost_without) == CONTROLS


def missing():
    if os.geteuid() != 0:
        return "only root can mount"
    for tool in ("mkfs.btrfs", "btrfs", "mkfs.ext4", "losetup"):
        if shutil.which(tool) is None:
            return f"no {tool} (Debian: btrfs-progs, e2fsprogs, mount)"
    if not os.path.exists("/dev/loop-control"):
        return "no loop devices"
    if "btrfs" not in pathlib.Path("/proc/filesystems").read_text():
        return "this kernel has no btrfs"
    return None


def main():
    why = missing()
    if why:
        print(f"SKIPPED: {why}")
        return 1 if os.environ.get("CUPOLA_POWER_CUTS_MUST_WORK") else 77
    with tempfile.TemporaryDirectory(prefix="cupola-power-cut-") as folder:
        return 0 if campaign(folder) else 1


sys.exit(main())
