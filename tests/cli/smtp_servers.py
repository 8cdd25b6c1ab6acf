"""Mail servers on the loopback for the tests: one that speaks TLS and AUTH, one that breaks off when told."""

import socket
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


def make_tls(folder):
    """A key and a self-signed certificate for localhost; the server's context and the certificate's file."""
    key, certificate = folder / "server.key", folder / "server.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-keyout", key, "-out", certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True, timeout=60)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context, certificate


class Keeper:
    """Keeps what arrives; answers a recipient as `answers` says, each answer once, then 250."""

    def __init__(self, answers=None):
        self.answers = {address: list(each) for address, each in (answers or {}).items()}
        self.mails = []
        self.connections = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.connections.add(session.peer)
        if self.answers.get(address):
            answer = self.answers[address].pop(0)
            if not answer.startswith("250"):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.content)))
        return "250 taken over"


class SmtpServer:
    """aiosmtpd on a free port; with a TLS context it takes nothing without STARTTLS and AUTH."""

    def __init__(self, keeper, tls=None):
        def authenticate(server, session, envelope, mechanism, data):
            right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"team", b"secret")
            return AuthResult(success=right, handled=False)

        secure = {} if tls is None else {
            "tls_context": tls, "require_starttls": True, "auth_required": True, "authenticator": authenticate}
        self.keeper = keeper
        self.controller = Controller(keeper, hostname="127.0.0.1", port=free_port(), **secure)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    @property
    def url(self):
        return f"smtp://localhost:{self.controller.port}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class BreakingServer:
    """Speaks as much SMTP as a client needs, and ends the first `times` conversations where it is told:
    "greeting", "rcpt", "in-data" (before the whole mail has come) or "after-dot" (it has, but no answer goes out).
    "hang-after-dot" keeps the connection open instead, and sets `hanging`."""

    def __init__(self, where, times=1):
        self.where, self.left = where, times
        self.mails = []
        self.hanging = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self.listener.getsockname()[1]}"
        self.open = []

    def __enter__(self):
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()
        for connection in self.open:
            connection.close()

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            breaks = self.left > 0
            self.left -= 1
            threading.Thread(target=self._talk, args=(connection, self.where if breaks else ""), daemon=True).start()

    def _talk(self, connection, where):
        try:
            if self._converse(connection, where) == "keep":
                self.open.append(connection)
                self.hanging.set()
                return
        except OSError:
            pass
        connection.close()

    def _converse(self, connection, where):
        if where == "greeting":
            return None
        lines = connection.makefile("rb")
        say = lambda text: connection.sendall(text.encode() + b"\r\n")
        say("220 here")
        for line in lines:
            verb = line[:4].upper()
            if verb == b"RCPT" and where == "rcpt":
                return None
            if verb == b"DATA":
                say("354 go on")
                mail = []
                for line in lines:
                    if where == "in-data":
                        # A reset, as of a machine that loses power: what is on its way is not read.
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                        return None
                    if line == b".\r\n":
                        break
                    mail.append(line)
                self.mails.append(b"".join(mail))
                if where == "after-dot":
                    return None
                if where == "hang-after-dot":
                    return "keep"
                say("250 taken over")
            elif verb == b"QUIT":
                say("221 bye")
                return None
            else:
                say("250 OK")
        return None
