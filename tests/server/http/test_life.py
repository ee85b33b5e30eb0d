# test_life.py - starting, stopping, dying, TLS.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import http.client
import json
import shutil
import signal
import ssl
import subprocess
import tempfile
import threading
import warnings

import cli_case
import http_case
from http_case import MEDIA_TYPE, Client, Server


class OwnServer(http_case.HttpCase):
    """A server for each test, which the test starts."""

    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="muster-http-")
        self.addCleanup(folder.cleanup)
        self.server = Server(folder.name)
        self.addCleanup(self.stop_own)

    def stop_own(self):
        self.assertEqual(self.server.stop(), 0, self.server.read_log()[-5000:] if self.server.port_file.exists() else "")

    def assert_sound(self):
        self.assertRegex(self.server.admin("verify"), "^Sound")

    def other(self, client):
        """The same device on a connection of its own."""
        other = Client(self.server, client.token)
        other.replica, other.epoch, other.n = client.replica, client.epoch, client.n
        self.addCleanup(other.close)
        return other


class Stopping(OwnServer):
    def test_idle(self):
        self.server.start()
        client = self.join()
        client.push()
        self.assertEqual(self.server.stop(), 0)
        self.assert_sound()

    def test_interrupt(self):
        self.server.start()
        self.server.send_signal(signal.SIGINT)
        self.assertEqual(self.server.wait(), 0)

    def test_push_in_flight(self):
        """What has begun to come is taken and answered; what has not is refused or closed."""
        self.server.start()
        client = self.join()
        body = json.dumps(client.make_push(client.commit())).encode()
        with self.server.connect() as connection:
            connection.sendall((f"POST /v1/push HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {client.token}\r\nContent-Type: {MEDIA_TYPE}\r\n"
                                f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n").encode())
            # Admitted: it is in flight from here on.
            http_case.read_until(connection, b"100 Continue\r\n\r\n")
            self.server.send_signal()
            self.wait_until_deaf()
            connection.sendall(body)
            data = http_case.read_all(connection)
        self.assertIn(b"HTTP/1.1 200 ", data)
        self.assertIn(b'"acked":1', data.replace(b" ", b""))
        self.assertIn(b"Connection: close", data)
        self.assertEqual(self.server.wait(), 0)
        self.assertIn('"n":1', self.server.admin("export").replace(" ", ""))

    def wait_until_deaf(self):
        def is_deaf():
            try:
                self.server.connect().close()
            except (ConnectionRefusedError, ConnectionResetError):  # the latter where it closes at this moment
                return True
            return False
        http_case.wait_for(is_deaf, "the end of listening")

    def test_waiting_askers(self):
        """Who waits is sent away at once: the stop takes no wait and no grace."""
        self.server.start("--grace", 600)
        client = self.join()
        page = client.pull().json
        given = {"after": page["cursor"]["seq"], "chain": page["cursor"]["chain"], "grants": page["grants"]["version"], "wait": 50}
        stream, asker = self.server.connect(), self.server.connect()
        for connection, path in ((stream, "/v1/events"), (asker, client.pull_path(**given))):
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {client.token}\r\n\r\n".encode())
        http_case.read_until(stream, b"event: head")
        self.server.send_signal()
        self.assertEqual(self.server.wait(), 0)
        self.assertTrue(http_case.read_all(stream).endswith(b"0\r\n\r\n"))
        self.assertIn(http_case.RawAnswer(http_case.read_all(asker)).status, (200, 503, None))
        stream.close()
        asker.close()

    def test_one_that_never_ends(self):
        """Half a request does not keep the server from stopping."""
        self.server.start("--grace", 1)
        with self.server.connect() as connection:
            connection.sendall(b"POST /v1/enrol HTTP/1.1\r\nHost: a\r\n")
            self.server.send_signal()
            self.assertEqual(self.server.wait(), 0)

    def test_says_that_it_stops(self):
        """A request behind one that is still coming is told why it is not taken."""
        self.server.start("--grace", 5)
        with self.server.connect() as holder, self.server.connect() as asker:
            for connection in (holder, asker):
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                http_case.read_until(connection, b"{}")
            holder.sendall(b"POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Type: " + http_case.MEDIA_TYPE.encode()
                           + b"\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
            http_case.read_until(holder, b"100 Continue")
            asker.sendall(b"GET /healthz HTTP/1.1\r\n")
            self.server.send_signal()
            http_case.wait_for(lambda: not self.takes_connections(), "a server that takes nobody any more")
            asker.sendall(b"Host: a\r\n\r\n")
            answer = http_case.read_all(asker)
            self.assertIn(b" 503 ", answer)
            self.assertIn("The server is being stopped".encode(), answer)
            holder.sendall(b"{}       ")
            http_case.read_all(holder)
        self.assertEqual(self.server.wait(), 0)

    def takes_connections(self):
        try:
            self.server.connect().close()
        except OSError:
            return False
        return True

    def test_starts_again(self):
        self.server.start()
        client = self.join()
        client.push()
        self.server.stop()
        self.server.start()
        again = self.other(client)
        self.assertEqual(again.pull().json["acked"], 1)
        self.assertEqual(again.push().json["acked"], 2)

    def test_port_file_is_whole(self):
        self.server.start()
        self.assertEqual(self.server.port_file.read_text(), f"{self.server.port}\n")


class Dying(OwnServer):
    def push_until_dead(self, client, acked):
        try:
            while True:
                answer = client.push(*[client.commit() for _ in range(5)])
                if answer.status != 200:
                    return
                acked[client.replica] = answer.json["acked"]
        except (OSError, http.client.HTTPException, AttributeError):
            return

    def test_kill_during_pushes(self):
        """What was acknowledged is there, whole, whenever the power goes; and each client goes on where it was."""
        clients, acked = [], {}
        for round_ in range(5):
            self.server.start()
            if not clients:
                clients = [self.join() for _ in range(4)]
            before = dict(acked)
            threads = [threading.Thread(target=self.push_until_dead, args=(client, acked)) for client in clients]
            for thread in threads:
                thread.start()
            http_case.wait_for(lambda: all(acked.get(client.replica, 0) >= before.get(client.replica, 0) + 15 for client in clients),
                               "pushes")
            self.server.send_signal(signal.SIGKILL)
            for thread in threads:
                thread.join()
            self.assertEqual(self.server.wait(), -signal.SIGKILL)
            self.assert_sound()
            self.check_acknowledged(acked, round_)
            for client in clients:
                client.close()
                client.n = self.count(client.replica)

    def commits(self):
        return [json.loads(line) for line in self.server.admin("export").splitlines()]

    def count(self, replica):
        return max([commit["n"] for commit in self.commits() if commit["replica"] == replica.replace("-", "")] or [0])

    def check_acknowledged(self, acked, round_):
        commits = self.commits()
        self.assertEqual([commit["seq"] for commit in commits], list(range(1, len(commits) + 1)))
        for replica, last in acked.items():
            numbers = [commit["n"] for commit in commits if commit["replica"] == replica.replace("-", "")]
            self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
            self.assertGreaterEqual(len(numbers), last, f"round {round_}")


class Tls(OwnServer):
    def setUp(self):
        super().setUp()
        if shutil.which("openssl") is None:
            self.skipTest("openssl is not here")
        self.key, self.certificate = self.server.folder / "key.pem", self.server.folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.key, "-out", self.certificate],
                       check=True, capture_output=True)
        self.key.chmod(0o600)

    def context(self, low=ssl.TLSVersion.TLSv1_2, high=ssl.TLSVersion.TLSv1_3):
        context = ssl.create_default_context(cafile=self.certificate)
        context.minimum_version, context.maximum_version = low, high
        return context

    def start(self):
        self.server.start("--certificate", self.certificate, "--key", self.key)
        self.assertTrue(self.server.uri.startswith("https://127.0.0.1:"))

    def client_over_tls(self, **versions):
        client = Client(self.server)
        client.connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=http_case.PATIENCE,
                                                        context=self.context(**versions))
        self.addCleanup(client.close)
        return client

    def test_push(self):
        self.start()
        client = self.client_over_tls()
        client.enrol(self.server.invite())
        self.assertEqual(client.push(*[client.commit() for _ in range(300)]).json["acked"], 300)
        self.assertEqual(len(client.pull().json["commits"]), 300)

    def test_versions(self):
        self.start()
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            self.assertEqual(self.client_over_tls(low=version, high=version).get("/healthz").status, 200)
        warnings.simplefilter("ignore", DeprecationWarning)
        old = self.context(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)
        old.set_ciphers("ALL:@SECLEVEL=0")
        with self.server.connect() as connection, self.assertRaises((ssl.SSLError, ConnectionError)):
            old.wrap_socket(connection, server_hostname="127.0.0.1")

    def test_plain_is_not_answered(self):
        self.start()
        with self.server.connect() as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            self.assertNotIn(b"200", http_case.read_all(connection))

    def test_half_a_handshake(self):
        self.server.start("--certificate", self.certificate, "--key", self.key, "--deadline", 1)
        with self.server.connect() as connection:
            connection.sendall(b"\x16\x03\x01")
            self.assertTrue(http_case.is_closed(connection))
        self.assertEqual(self.client_over_tls().get("/healthz").status, 200)

    def test_open_address(self):
        self.server.start("--certificate", self.certificate, "--key", self.key, "--listen", "0.0.0.0")
        self.assertEqual(self.client_over_tls().get("/healthz").status, 200)

    def test_bad_files(self):
        other = self.server.folder / "other.pem"
        subprocess.run(["openssl", "genrsa", "-out", other, "2048"], check=True, capture_output=True)
        other.chmod(0o600)
        serve = ("serve", "--port", 0, "--certificate")
        for code, arguments in ((5, (self.certificate, "--key", other)), (2, (self.certificate,)),
                                (5, ("/nowhere", "--key", self.key))):
            done = self.server.run(*serve, *arguments)
            self.assertEqual(done.returncode, code, arguments)
            self.assertRegex(done.stderr, "^muster-server: [^a-z]")
        self.key.chmod(0o644)
        done = self.server.run(*serve, self.certificate, "--key", self.key)
        self.assertEqual(done.returncode, 1)
        self.assertIn("chmod", done.stderr)


if __name__ == "__main__":
    cli_case.main()
