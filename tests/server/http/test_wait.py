# test_wait.py - who waits is woken by the news, costs little, and has no more time than the right to it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import resource
import threading
import time

import cli_case
import http_case


class Stream:
    """A stream of events, read as it comes."""

    def __init__(self, server, token):
        self.connection = server.connect()
        self.connection.sendall(f"GET /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        self.head, _, self.data = http_case.read_until(self.connection, b"\r\n\r\n").partition(b"\r\n\r\n")

    def read_event(self):
        """The next event or comment."""
        while b"\n\n" not in self.data:
            part = self.connection.recv(65536)
            assert part, "the stream ended"
            self.data += part
        event, _, self.data = self.data.partition(b"\n\n")
        return event

    def read_head(self):
        while b"event: head" not in (event := self.read_event()):
            pass
        return json.loads(event.partition(b"data: ")[2])["seq"]

    def close(self):
        self.connection.close()


class Waiting(http_case.HttpCase):
    options = ("--heartbeat", 1, "--per-address", 2000, "--connections", 2000)

    @classmethod
    def start_server(cls):
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        cls.server.start(*cls.options)

    def stream(self, client):
        stream = Stream(self.server, client.token)
        self.addCleanup(stream.close)
        return stream

    def test_head_after_a_push(self):
        reader, writer = self.join("Sam Smith", "reader"), self.join()
        stream = self.stream(reader)
        self.assertIn(b" 200 OK", stream.head)
        self.assertIn(b"Content-Type: text/event-stream", stream.head)
        self.assertIn(b"Cache-Control: no-store", stream.head)
        self.assertIn(b"Muster-Server: ", stream.head)
        before = stream.read_head()
        head = writer.push().json["head"]
        self.assertGreater(head, before)
        self.assertEqual(stream.read_head(), head)

    def test_heartbeat(self):
        stream = self.stream(self.join())
        stream.read_head()
        beats = [stream.read_event() for _ in range(2)]
        self.assertTrue(all(beat.endswith(b":") for beat in beats), beats)

    def test_revoked_stream_ends(self):
        client = self.join("Gone Tomorrow")
        stream = self.stream(client)
        stream.read_head()
        device = max(json.loads(self.server.admin("device", "list", "--json")), key=lambda device: device["device"])
        self.assertEqual(device["person"], "Gone Tomorrow")
        self.server.admin("device", "revoke", device["device"])
        if b"0\r\n\r\n" not in stream.data:
            http_case.read_until(stream.connection, b"0\r\n\r\n")
        self.assertEqual(client.get("/v1/events").status, 401)

    def start_waiting(self, client, **parameters):
        page = client.pull().json
        given = {"after": page["cursor"]["seq"], "chain": page["cursor"]["chain"], "grants": page["grants"]["version"],
                 "n": client.n, "wait": 50, **parameters}
        answers = []
        waiting = threading.Thread(target=lambda: answers.append((client.pull(**given), time.monotonic())))
        waiting.start()
        return waiting, answers

    def test_long_poll_wakes(self):
        reader, writer = self.join(), self.join()
        writer.push()
        waiting, answers = self.start_waiting(reader)
        began = time.monotonic()
        head = writer.push().json["head"]
        waiting.join(http_case.PATIENCE)
        page, ended = answers[0]
        self.assertEqual((page.status, page.json["cursor"]["seq"]), (200, head))
        self.assertLess(ended - began, 10)

    def test_long_poll_ends(self):
        client = self.join()
        began = time.monotonic()
        waiting, answers = self.start_waiting(client, wait=1)
        waiting.join(http_case.PATIENCE)
        page, ended = answers[0]
        self.assertEqual((page.status, page.json["commits"]), (200, []))
        self.assertGreaterEqual(ended - began, 0.8)

    def test_long_poll_with_news(self):
        """What there is comes at once, whatever the wait."""
        reader, writer = self.join(), self.join()
        writer.push()
        began = time.monotonic()
        self.assertTrue(reader.pull(wait=50).json["commits"])
        self.assertLess(time.monotonic() - began, 10)

    def test_refused_wait(self):
        client = self.join()
        for wait in ("51", "-1", "x", "99999999999999999999"):
            self.assert_problem(client.pull(wait=wait), 400, "malformed")

    def test_thousand_idle(self):
        """A thousand streams take no thread each and little memory, and each is told of a push."""
        writer, reader = self.join(), self.join()
        before = self.measure()
        streams = [self.stream(reader) for _ in range(1000)]
        for stream in streams:
            stream.read_head()
        threads, memory = self.measure()
        self.assertEqual(threads, before[0])
        self.assertLess(memory, 100 * 1024 * 1024)
        head = writer.push().json["head"]
        began = time.monotonic()
        self.assertEqual({stream.read_head() for stream in streams}, {head})
        self.assertLess(time.monotonic() - began, 20)
        self.assert_alive()

    def measure(self):
        status = open(f"/proc/{self.server.process.pid}/status", encoding="ascii").read()
        threads = int(status.partition("Threads:")[2].split()[0])
        memory = int(status.partition("VmRSS:")[2].split()[0]) * 1024
        print(f"# threads {threads}, memory {memory / 1e6:.1f} MB", flush=True)
        return threads, memory


if __name__ == "__main__":
    cli_case.main()
