# test_proxy.py - behind nginx, set up as data/nginx/muster.conf says.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import http.client
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import threading

import cli_case
import http_case
from test_smuggling import REFUSED, UNUSUAL
from test_wait import Stream

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CONF = pathlib.Path(os.environ["MUSTER_DATA"], "nginx", "muster.conf")
MAIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/muster.conf;
}}
"""


class Front:
    """What a client sees of the server: its port and name are the proxy's."""

    def __init__(self, port, context):
        self.port, self.context = port, context

    def connect(self):
        return self.context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), http_case.PATIENCE),
                                        server_hostname="localhost")


class Proxied(http_case.HttpCase):
    @classmethod
    def setUpClass(cls):
        if NGINX is None or shutil.which("openssl") is None:
            raise cli_case.unittest.SkipTest("nginx or openssl is not here")
        super().setUpClass()

    @classmethod
    def start_server(cls):
        cls.server.start("--behind-proxy")
        cls.folder = cls.server.folder / "nginx"
        cls.folder.mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", cls.folder / "key.pem", "-out", cls.folder / "chain.pem"],
                       check=True, capture_output=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        cls.write_configuration(port)
        cls.proxy = subprocess.Popen([NGINX, "-c", cls.folder / "nginx.conf", "-p", cls.folder], stderr=subprocess.DEVNULL)
        cls.addClassCleanup(cls.stop_proxy)
        cls.front = Front(port, ssl.create_default_context(cafile=cls.folder / "chain.pem"))
        http_case.wait_for(cls.is_up, "nginx")

    @classmethod
    def write_configuration(cls, port):
        text = CONF.read_text(encoding="utf-8")
        for ours, theirs in (("127.0.0.1:8790", f"127.0.0.1:{cls.server.port}"), ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
                             ("/etc/ssl/muster", str(cls.folder))):
            assert ours in text
            text = text.replace(ours, theirs)
        (cls.folder / "muster.conf").write_text(text, encoding="utf-8")
        (cls.folder / "nginx.conf").write_text(MAIN.format(folder=cls.folder), encoding="utf-8")

    @classmethod
    def is_up(cls):
        assert cls.proxy.poll() is None, (cls.folder / "error.log").read_text()
        try:
            cls.front.connect().close()
        except OSError:
            return False
        return True

    @classmethod
    def stop_proxy(cls):
        cls.proxy.terminate()
        cls.proxy.wait(http_case.PATIENCE)

    def front_client(self, token=None, address="127.0.0.1"):
        client = self.client(token)
        client.connection = http.client.HTTPSConnection("127.0.0.1", self.front.port, timeout=http_case.PATIENCE,
                                                        context=self.front.context, source_address=(address, 0))
        return client

    def join_front(self):
        client = self.front_client()
        client.enrol(self.server.invite())
        return client

    def test_configuration_is_sound(self):
        done = subprocess.run([NGINX, "-t", "-c", self.folder / "nginx.conf", "-p", self.folder], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_push_and_pull(self):
        client = self.join_front()
        answer = client.push(*[client.commit() for _ in range(200)])
        self.assertEqual(answer.json["acked"], 200)
        self.assert_ours(answer)
        packed = client.get(client.pull_path(), headers={"Accept-Encoding": "gzip"})
        self.assertEqual(packed.headers["content-encoding"], "gzip")
        # Others push to the same server; our own are there, once.
        own = [commit["n"] for commit in packed.json["commits"] if "changes" not in commit]
        self.assertEqual(own, list(range(1, 201)))

    def test_problems_pass(self):
        answer = self.front_client().get("/v1/pull")
        self.assert_problem(answer, 401, "auth-expired")

    def test_too_large_is_no_answer_of_ours(self):
        client = self.join_front()
        try:
            answer = client.connection.request("POST", "/v1/push", b" " * (1024 * 1024 + 1)) or client.connection.getresponse()
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            return
        self.assertEqual((answer.status, answer.getheader("Muster-Server")), (413, None))

    def test_news(self):
        reader, writer = self.join_front(), self.join_front()
        stream = Stream(self.front, reader.token)
        self.addCleanup(stream.close)
        stream.read_head()
        head = writer.push().json["head"]
        while stream.read_head() < head:
            pass

    def test_long_poll(self):
        reader, writer = self.join_front(), self.join_front()
        page = reader.pull().json
        answers = []
        waiting = threading.Thread(target=lambda: answers.append(reader.pull(
            after=page["cursor"]["seq"], chain=page["cursor"]["chain"], grants=page["grants"]["version"], wait=50)))
        waiting.start()
        head = writer.push().json["head"]
        waiting.join(http_case.PATIENCE)
        self.assertEqual(answers[0].json["cursor"]["seq"], head)

    def test_address_cannot_be_made_up(self):
        """Wrong codes are counted for who asks, whatever he says of himself."""
        client = self.front_client(address="127.0.0.9")
        statuses = [client.post("/v1/enrol", {"code": "AAAA-BBBB-CCCC", "device": "", "replica": client.replica, "schema": 1},
                                headers={"X-Real-IP": f"10.0.0.{i}"}).status for i in range(11)]
        self.assertEqual(statuses, [401] * 10 + [429])

    def test_nothing_is_mixed_up(self):
        """After each of the odd requests, everybody still gets the answer to his own."""
        client = self.front_client()
        for name, data in {**REFUSED, **UNUSUAL}.items():
            with self.front.connect() as connection:
                try:
                    connection.sendall(data)
                    connection.settimeout(0.05)
                    connection.recv(65536)
                except OSError:
                    pass
            for _ in range(3):
                answer = client.get("/healthz")
                self.assertEqual((answer.status, answer.json), (200, {}), name)

    def test_server_away(self):
        """While the server is away the proxy answers in its own name, which no client believes."""
        port = self.server.port
        self.server.stop()
        try:
            self.assertEqual(self.status_of_health(), (502, None))
        finally:
            self.server.start("--behind-proxy", "--port", port)
        # nginx leaves a server that failed alone for a while.
        http_case.wait_for(lambda: self.status_of_health()[0] == 200, "the server")

    def status_of_health(self):
        connection = http.client.HTTPSConnection("127.0.0.1", self.front.port, timeout=http_case.PATIENCE, context=self.front.context)
        try:
            connection.request("GET", "/healthz")
            response = connection.getresponse()
            return response.status, response.getheader("Muster-Server")
        except OSError:
            return None, None
        finally:
            connection.close()


if __name__ == "__main__":
    cli_case.main()
