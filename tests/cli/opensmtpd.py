"""OpenSMTPD with a configuration of its own on the loopback; it delivers every mail into one Maildir."""

import os
import shutil
import signal
import socket
import subprocess
import time

from smtp_servers import free_port


class OpenSmtpd:
    def __init__(self, folder):
        self.port = free_port()
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.maildir = folder / "maildir"
        self.folder = folder
        self.maildir.mkdir()
        # It delivers nothing as root.
        shutil.chown(self.maildir, "nobody")
        (folder / "smtpd.conf").write_text(
            f'table everyone {{ "@" = "nobody" }}\n'
            f"queue ttl 5m\n"
            f"listen on 127.0.0.1 port {self.port}\n"
            f'action "keep" maildir "{self.maildir}" virtual <everyone>\n'
            f'match from any for any action "keep"\n')

    def __enter__(self):
        for parent in [self.maildir, *self.maildir.parents]:
            if parent.stat().st_uid == os.geteuid() and str(parent).startswith("/tmp/"):
                parent.chmod(0o755)
        self.log = open(self.folder / "smtpd.log", "wb")
        self.process = subprocess.Popen(["/usr/sbin/smtpd", "-d", "-v", "-f", self.folder / "smtpd.conf"],
                                        stdout=self.log, stderr=self.log, start_new_session=True)
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                assert time.monotonic() < deadline and self.process.poll() is None, self.said()
                time.sleep(0.05)

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)
        self.log.close()

    def said(self):
        return (self.folder / "smtpd.log").read_text(errors="replace")[-3000:]

    def delivered(self, count):
        deadline = time.monotonic() + 30
        while True:
            files = list(self.maildir.glob("new/*"))
            if len(files) >= count:
                return [each.read_bytes() for each in files]
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)
