# test_limits.py - each limit with one under it and one over it, and the ways to wear a server out.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import gzip
import json
import os
import resource
import socket

import cli_case
import http_case
from http_case import MEDIA_TYPE

KIB, MIB = 1024, 1024 * 1024


def pad(client, size, **more):
    """A push of exactly size bytes: white space within JSON says nothing."""
    text = json.dumps(client.make_push(client.commit(**more))).encode()
    assert len(text) <= size
    return text[:-1] + b" " * (size - len(text)) + b"}"


class Sizes(http_case.HttpCase):
    def test_header(self):
        head = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Pad: %b\r\n\r\n"
        for size, statuses in ((16 * KIB, (200,)), (16 * KIB + 1, (413, 431)), (31 * KIB, (413, 431, None)), (200 * KIB, (413, 431, None))):
            with self.server.connect() as connection:
                try:
                    connection.sendall(head % (b"a" * (size - len(head % b""))))
                except (BrokenPipeError, ConnectionResetError):
                    pass
                answer = http_case.RawAnswer(http_case.read_all(connection))
            self.assertIn(answer.status, statuses, size)
        self.assert_alive()

    def test_parameters(self):
        for n, status in ((64, 200), (65, None), (480, None), (500, None), (3000, None)):
            with self.server.connect() as connection:
                query = b"&".join([b"a=1"] * n)
                connection.sendall(b"GET /healthz?%b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % query)
                self.assertEqual(http_case.RawAnswer(http_case.read_all(connection)).status, status, n)
        self.assert_alive()

    def test_many_heads(self):
        heads = b"".join(b"X-%d: a\r\n" % i for i in range(1200))
        with self.server.connect() as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + heads[:15 * KIB].rsplit(b"\r\n", 1)[0] + b"\r\n\r\n")
            self.assertIn(http_case.RawAnswer(http_case.read_all(connection)).status, (200, 413, 431))
        self.assert_alive()

    def test_body(self):
        client = self.join()
        answer = client.post("/v1/push", pad(client, MIB))
        self.assertEqual((answer.status, answer.json["acked"]), (200, 1))
        # The connection is closed before the body is read, so the answer may be lost on its way.
        try:
            self.assert_problem(client.post("/v1/push", pad(client, MIB + 1)), 413, "too-large")
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.assertEqual(client.pull().json["acked"], 1)

    def test_length_is_judged_by_the_head(self):
        client = self.join()
        head = (f"POST /v1/push HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {client.token}\r\nContent-Type: {MEDIA_TYPE}\r\n"
                f"Content-Length: {MIB + 1}\r\n\r\n")
        with self.server.connect() as connection:
            connection.sendall(head.encode())
            answer = http_case.RawAnswer(http_case.read_all(connection))
        self.assertEqual(answer.status, 413)
        self.assertIn(b"too-large", answer.data)

    def chunked(self, client, body):
        head = (f"POST /v1/push HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {client.token}\r\nContent-Type: {MEDIA_TYPE}\r\n"
                "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n").encode()
        with self.server.connect() as connection:
            try:
                connection.sendall(head)
                for at in range(0, len(body), 50000):
                    part = body[at:at + 50000]
                    connection.sendall(b"%x\r\n%b\r\n" % (len(part), part))
                connection.sendall(b"0\r\n\r\n")
            except (BrokenPipeError, ConnectionResetError):
                pass
            return http_case.RawAnswer(http_case.read_all(connection))

    def test_chunked_body(self):
        client = self.join()
        self.assertEqual(self.chunked(client, pad(client, MIB)).status, 200)
        self.assertEqual(self.chunked(client, pad(client, MIB + 1)).status, 413)
        self.assertEqual(self.chunked(client, b"{" + b" " * (5 * MIB)).status, None)
        self.assert_alive()

    def pack(self, client, size, ratio):
        """A push of size bytes that is packed at most ratio times: random text is as long as it is."""
        body = client.make_push(client.commit())
        noise = size // ratio * 2
        body["x"] = os.urandom(noise // 2).hex()
        text = json.dumps(body).encode()
        text = text[:-1] + b" " * (size - len(text)) + b"}"
        packed = gzip.compress(text)
        assert len(text) == size and len(text) <= len(packed) * 64, len(packed)
        return packed

    def test_inflated_body(self):
        client = self.join()
        self.assertEqual(client.post("/v1/push", self.pack(client, 8 * MIB, 40), headers={"Content-Encoding": "gzip"}).status, 200)
        answer = client.post("/v1/push", self.pack(client, 8 * MIB + 1, 40), headers={"Content-Encoding": "gzip"})
        self.assert_problem(answer, 413, "too-large")

    def test_ratio(self):
        client = self.join()
        body = json.dumps(client.make_push(client.commit())).encode()
        # As much white space as brings it just to 64 times its size, and no more.
        sizes = range(1024, 200 * KIB, 64)
        last = None
        for size in sizes:
            packed = gzip.compress(body[:-1] + b" " * (size - len(body)) + b"}")
            if size > 64 * len(packed):
                break
            last = packed
        self.assertEqual(client.post("/v1/push", last, headers={"Content-Encoding": "gzip"}).status, 200)
        self.assert_problem(client.post("/v1/push", packed, headers={"Content-Encoding": "gzip"}), 413, "too-large")

    def test_bomb(self):
        client = self.join()
        bomb = gzip.compress(b"[" * (500 * MIB), 9)
        self.assertLess(len(bomb), MIB)
        before = self.memory()
        self.assert_problem(client.post("/v1/push", bomb, headers={"Content-Encoding": "gzip"}), 413, "too-large")
        self.assertLess(self.memory() - before, 64 * MIB)

    def memory(self):
        with open(f"/proc/{self.server.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize()

    def test_depth(self):
        client = self.join()
        self.assert_problem(client.post("/v1/push", b"[" * 100000), 400, "malformed")


class Counts(http_case.HttpCase):
    options = ("--connections", 20, "--per-address", 12, "--rate", 5)

    def test_connections_of_an_address(self):
        held = [self.server.connect() for _ in range(12)]
        one_more = self.server.connect()
        self.assertTrue(http_case.is_closed(one_more))
        http_case.wait_for(lambda: "event=connection-refused address=127.0.0.1" in self.server.read_log(), "a line in the log")
        # Those below are served still, and there is room again when one leaves.
        held[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertIn(b" 200 OK", http_case.read_until(held[0], b"\r\n\r\n"))
        for connection in (one_more, *held):
            connection.close()
        http_case.wait_for(self.is_served, "room")

    def is_served(self):
        try:
            return self.client().get("/healthz").status == 200
        except OSError:
            return False

    def test_connections_in_all(self):
        """Two addresses together come to more than the whole."""
        def connect(address):
            connection = socket.socket()
            connection.bind((address, 0))
            connection.connect(("127.0.0.1", self.server.port))
            return connection

        http_case.wait_for(self.is_served, "room")
        held = [connect(address) for address in ("127.0.0.2", "127.0.0.3") for _ in range(10)]
        one_more = connect("127.0.0.4")
        self.assertTrue(http_case.is_closed(one_more))
        for connection in (one_more, *held):
            connection.close()
        http_case.wait_for(self.is_served, "room")

    def test_wrong_codes(self):
        client = self.client()
        wrong = {"code": "AAAA-BBBB-CCCC", "device": "Test", "replica": client.replica, "schema": 1}
        statuses = [client.post("/v1/enrol", wrong).status for _ in range(10)]
        self.assertEqual(statuses, [401] * 10)
        answer = client.post("/v1/enrol", wrong)
        self.assert_problem(answer, 429, "busy")
        self.assertGreaterEqual(int(answer.headers["retry-after"]), 1)

    def test_requests_of_a_device(self):
        """Fifty at once, for a rate of five; another device is not held up by it."""
        client, other = (self.client_with_token() for _ in range(2))
        statuses = [client.get("/v1/pull").status for _ in range(100)]
        self.assertNotIn(429, statuses[:50])
        self.assertIn(429, statuses)
        answer = http_case.wait_for(lambda: (found := client.get("/v1/pull")).status == 429 and found, "refusal")
        self.assert_problem(answer, 429, "busy")
        self.assertGreaterEqual(int(answer.headers["retry-after"]), 1)
        self.assertNotEqual(other.get("/v1/pull").status, 429)

    def client_with_token(self):
        # From another address than the one that tries wrong codes.
        client = self.client()
        client.connection = http_case.http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=http_case.PATIENCE,
                                                                 source_address=("127.0.0.5", 0))
        client.enrol(self.server.invite("Jo Bloggs"))
        return client


class Deadlines(http_case.HttpCase):
    options = ("--deadline", 2, "--per-address", 64)

    def drip(self, connection, data):
        """A byte at a time, each long before silence would be noticed; how many went before the server had enough."""
        connection.settimeout(0.1)
        for i in range(len(data)):
            try:
                connection.sendall(data[i:i + 1])
                if connection.recv(1) == b"":
                    return i
            except TimeoutError:
                continue
            except OSError:
                return i
        return None

    def test_silence(self):
        with self.server.connect() as connection:
            self.assertTrue(http_case.is_closed(connection))

    def test_half_a_head(self):
        with self.server.connect() as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost:")
            self.assertTrue(http_case.is_closed(connection))

    def test_dripping_head(self):
        with self.server.connect() as connection:
            self.assertLess(self.drip(connection, b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: " + b"a" * 500), 60)

    def test_dripping_line(self):
        with self.server.connect() as connection:
            self.assertLess(self.drip(connection, b"GET /" + b"a" * 500), 60)

    def test_dripping_body(self):
        client = self.join()
        with self.server.connect() as connection:
            connection.sendall(f"POST /v1/push HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {client.token}\r\n"
                               f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: 500\r\n\r\n".encode())
            self.assertLess(self.drip(connection, b"{" + b" " * 499), 60)

    def test_dripping_chunks(self):
        client = self.join()
        with self.server.connect() as connection:
            connection.sendall(f"POST /v1/push HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {client.token}\r\n"
                               f"Content-Type: {MEDIA_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
            self.assertLess(self.drip(connection, b"1\r\n \r\n" * 100), 60)

    def test_second_request_has_its_own(self):
        """A connection is good for longer than one deadline, as long as each request is quick."""
        client = self.client()
        for _ in range(3):
            client.get("/healthz")
            kept = client.connection.sock
            with self.server.connect() as clock:
                clock.sendall(b"GET /h")
                client.get("/healthz")
                self.assertIs(client.connection.sock, kept)

    def test_many_slow_ones(self):
        """While fifty lie there half said, others are served; then the fifty are gone."""
        held = [self.server.connect() for _ in range(50)]
        for connection in held:
            connection.sendall(b"POST /v1/enrol HTTP/1.1\r\nHost: a\r\n")
        self.assert_alive()
        self.assertTrue(all(http_case.is_closed(connection) for connection in held))
        for connection in held:
            connection.close()
        self.assert_alive()


class Descriptors(http_case.HttpCase):
    @classmethod
    def start_server(cls):
        cls.server.start("--per-address", 1000, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))

    def test_exhaustion(self):
        held = [self.server.connect() for _ in range(200)]
        client = self.client()
        refused = 0
        try:
            client.get("/healthz")
        except OSError:
            refused += 1
        closed = sum(1 for connection in held if self.has_been_closed(connection))
        for connection in held:
            connection.close()
        self.assertGreater(closed + refused, 100)
        http_case.wait_for(self.is_served, "recovery")
        self.assertIn("event=few-descriptors", self.server.read_log())
        writer = self.join()
        self.assertEqual(writer.push().status, 200)

    def has_been_closed(self, connection):
        connection.settimeout(0.05)
        try:
            return connection.recv(1) == b""
        except TimeoutError:
            return False
        except OSError:
            return True

    def is_served(self):
        try:
            return self.client().get("/healthz").status == 200
        except OSError:
            return False


if __name__ == "__main__":
    cli_case.main()
