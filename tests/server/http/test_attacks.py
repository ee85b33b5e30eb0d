# test_attacks.py - malformed and hostile requests, sent to the bare server and through nginx: none that could be read in two ways reaches
# what answers, others are served meanwhile, and memory stays as it is.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import gzip
import os
import re
import resource
import statistics
import threading
import time
import unittest

import cli_case
import http_case
import test_proxy

# Whoever handles this says 401 or 429, and the log names the path; what was refused before is logged without one.
BODY = (b'{"code":"AAAA-BBBB-CCCC","device":"Test","replica":"0198c5a1-0000-7000-8000-00000000000a","schema":1}')
MEDIA = b"Content-Type: application/vnd.muster.sync+json; v=1"
HIDDEN = b"GET /.well-known/muster HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked"
CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
REACHED = re.compile(r"path=/(?:v1/enrol|\.well-known/muster) status=(?:[23]..|401|429)")


def post(*heads, body=b""):
    heads = (b"Host: localhost", MEDIA, b"Connection: close") + heads
    return b"POST /v1/enrol HTTP/1.1\r\n" + b"".join(head + b"\r\n" for head in heads) + b"\r\n" + body


def get(*heads, target=b"/.well-known/muster", host=b"Host: localhost\r\n"):
    return b"GET " + target + b" HTTP/1.1\r\n" + host + b"".join(head + b"\r\n" for head in heads) + b"Connection: close\r\n\r\n"


def length(text):
    return b"Content-Length: " + text


LENGTH = b"%d" % len(BODY)
# Nothing says where this ends, so whoever sends it waits until the server has waited long enough.
HANDSHAKE = "a TLS handshake"
# These can be read in two ways, or are no HTTP/1.1: they reach nothing.
AMBIGUOUS = {
    "chunked and length": post(CHUNKED, length(LENGTH), body=CHUNKS + HIDDEN),
    "length and chunked": post(length(b"6"), CHUNKED, body=CHUNKS + HIDDEN),
    "two lengths, short first": post(length(b"0"), length(LENGTH), body=BODY + HIDDEN),
    "two lengths, long first": post(length(LENGTH), length(b"0"), body=BODY + HIDDEN),
    "list of lengths": post(length(LENGTH + b", " + LENGTH), body=BODY + HIDDEN),
    "length with a plus": post(length(b"+" + LENGTH), body=BODY + HIDDEN),
    "length with a minus": post(length(b"-5"), body=BODY + HIDDEN),
    "length of twenty digits": post(length(b"99999999999999999999"), body=BODY + HIDDEN),
    "two hosts": get(b"Host: example.org"),
    "no host": get(host=b""),
    "chunk of -1": post(CHUNKED, body=b"-1\r\n" + BODY + b"\r\n0\r\n\r\n" + HIDDEN),
    "xchunked": post(b"Transfer-Encoding: xchunked", body=CHUNKS + HIDDEN),
    "gzip and chunked": post(b"Transfer-Encoding: gzip, chunked", body=CHUNKS + HIDDEN),
    "space before the colon": post(b"Content-Length : " + LENGTH, body=BODY + HIDDEN),
    "header of 63 KB": get(b"X-Long: " + b"a" * 63 * 1024),
    "header of 72 KB": get(b"X-Long: " + b"a" * 72 * 1024),
    "six thousand headers": get(*(b"X-%d: a" % i for i in range(6000))),
    "up and away": get(target=b"/.well-known/../../../etc/passwd"),
    "up and away, escaped": get(target=b"/.well-known/%2e%2e/%2e%2e/%2e%2e/etc/passwd"),
    "zero, escaped": get(target=b"/.well-known/muster%00"),
    "zero": get(target=b"/.well-known/muster\x00"),
    "zero in a value": get(b"X-Any: a\x00b"),
    "trace": get().replace(b"GET", b"TRACE", 1),
    "connect": b"CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n" + HIDDEN,
    HANDSHAKE: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(509),
}
# These have one reading, which a proxy may write out plainly; whoever takes one takes it once, and takes all of it.
PLAIN = {
    "chunks with bare line feeds": post(CHUNKED, body=CHUNKS.replace(b"\r\n", b"\n")),
    "chunks with extensions": post(CHUNKED, body=b"%x;a=b;c=\"d\"\r\n%b\r\n0;e\r\n\r\n" % (len(BODY), BODY)),
    "packed": post(b"Content-Encoding: gzip", length(b"%d" % len(gzip.compress(BODY, mtime=0))), body=gzip.compress(BODY, mtime=0)),
    "folded header": get(b"X-Any: a\r\n b"),
    "HTTP/0.9": b"GET /.well-known/muster\r\n",
    "whole address": get(target=b"http://localhost/.well-known/muster"),
    "range from": get(b"Range: bytes=5-"),
    "range of the last": get(b"Range: bytes=-5"),
    "range that ends before it starts": get(b"Range: bytes=9-5"),
    "ranges that overlap": get(b"Range: bytes=" + b",".join(b"0-%d" % i for i in range(200))),
    "range out of sight": get(b"Range: bytes=18446744073709551615-18446744073709551616"),
}
QUICK = [data for name, data in {**AMBIGUOUS, **PLAIN}.items() if name != HANDSHAKE]


class Attacked:
    """What holds for the bare server and behind a proxy; front is where a client connects to."""

    def send(self, data):
        with self.front.connect() as connection:
            try:
                connection.sendall(data)
            except OSError:
                pass
            try:
                return http_case.read_all(connection)
            except OSError:
                return b""

    def count_reached(self):
        return len(REACHED.findall(self.server.read_log()))

    def test_ambiguous(self):
        for name, data in AMBIGUOUS.items():
            with self.subTest(name):
                before = self.count_reached()
                answer = http_case.RawAnswer(self.send(data))
                self.assertTrue(all(400 <= status < 600 for status in answer.statuses), answer.data)
                self.assertNotIn(b'"epoch"', answer.data)
                self.assertNotIn(b"root:", answer.data)
                self.assert_served()
                self.assertEqual(self.count_reached(), before)

    def test_plain(self):
        for name, data in PLAIN.items():
            with self.subTest(name):
                before = self.count_reached()
                answer = http_case.RawAnswer(self.send(data))
                self.assertLessEqual(len(set(answer.statuses)), 1, answer.data)
                self.assertNotEqual(answer.status, 206)
                self.assert_served()
                self.assertLessEqual(self.count_reached() - before, 1)
                if b"GET" in data and answer.status == 200:
                    self.assertIn(b'"limits"', answer.data)

    def assert_served(self):
        client = self.good_client()
        self.assertEqual(client.get("/healthz").status, 200)
        client.close()

    def test_others_are_served_meanwhile(self):
        """Beside two who attack without a break, somebody else waits no longer than it takes to read the attacks."""
        over = threading.Event()

        def attack():
            while not over.is_set():
                for data in QUICK:
                    self.send(data)

        attackers = [threading.Thread(target=attack) for _ in range(2)]
        client = self.good_client()
        took = []
        for attacker in attackers:
            attacker.start()
        try:
            for _ in range(100):
                started = time.monotonic()
                self.assertEqual(client.get("/healthz").status, 200)
                took.append(time.monotonic() - started)
        finally:
            over.set()
            for attacker in attackers:
                attacker.join()
        client.close()
        self.assertLess(statistics.median(took), 0.5)
        self.assertLess(max(took), 5)

    def memory(self):
        with open(f"/proc/{self.server.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize()

    def test_memory_stays(self):
        def attack():
            for data in QUICK:
                self.send(data)

        attack()
        before = self.memory()
        for _ in range(10):
            attack()
        # A sanitizer keeps for a while what was given back.
        self.assertLess(self.memory() - before, int(os.environ["MUSTER_TEST_GROWTH"]) * 1024 * 1024)


class Bare(Attacked, http_case.HttpCase):
    options = ("--deadline", 2, "--per-address", 64)

    @property
    def front(self):
        return self.server

    def good_client(self):
        return self.client()


class Proxied(Attacked, test_proxy.Proxied):
    def good_client(self):
        return self.front_client()


# What else a proxy has to do is tested beside it.
for inherited in [name for name in dir(test_proxy.Proxied) if name.startswith("test_")]:
    setattr(Proxied, inherited, None)
del inherited


def load_tests(loader, tests, pattern):
    return unittest.TestSuite(loader.loadTestsFromTestCase(case) for case in (Bare, Proxied))


if __name__ == "__main__":
    cli_case.main()
