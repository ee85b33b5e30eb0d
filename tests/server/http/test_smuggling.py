# test_smuggling.py - bytes that a proxy and a server may read in two ways. Each is refused, or read in the one way that RFC 9112 allows, and
# never is what hides in it answered as a request of its own.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import cli_case
import http_case

HIDDEN = b"GET /.well-known/muster HTTP/1.1\r\nHost: a\r\n\r\n"
MEDIA = b"Content-Type: application/vnd.muster.sync+json; v=1\r\n"


def post(*heads, body=b"", path=b"/v1/enrol"):
    return b"POST " + path + b" HTTP/1.1\r\nHost: a\r\n" + MEDIA + b"".join(head + b"\r\n" for head in heads) + b"\r\n" + body


def get(*heads, target=b"/healthz", version=b"HTTP/1.1"):
    return b"GET " + target + b" " + version + b"\r\n" + b"".join(head + b"\r\n" for head in heads) + b"\r\n"


CHUNKED = b"Transfer-Encoding: chunked"
REFUSED = {
    "length and chunked": post(b"Content-Length: 5", CHUNKED, body=b"0\r\n\r\n" + HIDDEN),
    "chunked and length": post(CHUNKED, b"Content-Length: 5", body=b"0\r\n\r\n" + HIDDEN),
    "two lengths": post(b"Content-Length: 0", b"Content-Length: %d" % len(HIDDEN), body=HIDDEN),
    "two equal lengths": post(b"Content-Length: 2", b"Content-Length: 2", body=b"{}" + HIDDEN),
    "list of lengths": post(b"Content-Length: 2, 2", body=b"{}" + HIDDEN),
    "signed length": post(b"Content-Length: +2", body=b"{}" + HIDDEN),
    "negative length": post(b"Content-Length: -2", body=HIDDEN),
    "hexadecimal length": post(b"Content-Length: 0x2", body=b"{}" + HIDDEN),
    "length with a letter": post(b"Content-Length: 2a", body=b"{}" + HIDDEN),
    "length that overflows": post(b"Content-Length: 18446744073709551618", body=b"{}" + HIDDEN),
    "length with a space inside": post(b"Content-Length: 1 1", body=b"{}" + HIDDEN),
    "unknown transfer coding": post(b"Transfer-Encoding: cow", body=HIDDEN),
    "identity": post(b"Transfer-Encoding: identity", b"Content-Length: 0", body=HIDDEN),
    "chunked twice": post(b"Transfer-Encoding: chunked, chunked", body=b"0\r\n\r\n" + HIDDEN),
    "chunked in two heads": post(CHUNKED, CHUNKED, body=b"0\r\n\r\n" + HIDDEN),
    "chunked and gzip": post(b"Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n" + HIDDEN),
    "chunked behind a tab": post(b"Transfer-Encoding: \x0bchunked", body=b"0\r\n\r\n" + HIDDEN),
    "space before the colon": post(b"Content-Length : 2", body=b"{}" + HIDDEN),
    "space before the colon of chunked": post(b"Transfer-Encoding : chunked", body=b"0\r\n\r\n" + HIDDEN),
    "control in a name": post(b"Content\x01-Length: 2", body=b"{}" + HIDDEN),
    "control in a value": post(b"X-Any: a\x01b", body=HIDDEN),
    "bracket in a name": post(b"X[Any]: a", body=HIDDEN),
    "two hosts": get(b"Host: a", b"Host: b") + HIDDEN,
    "two equal hosts": get(b"Host: a", b"Host: a") + HIDDEN,
    "no host": get() + HIDDEN,
    "two authorizations": get(b"Host: a", b"Authorization: Bearer a", b"Authorization: Bearer b", target=b"/v1/pull") + HIDDEN,
    "bad chunk size": post(CHUNKED, body=b"zz\r\n{}\r\n0\r\n\r\n" + HIDDEN),
    "negative chunk size": post(CHUNKED, body=b"-2\r\n{}\r\n0\r\n\r\n" + HIDDEN),
    "huge chunk size": post(CHUNKED, body=b"ffffffffffffffff1\r\n{}\r\n0\r\n\r\n" + HIDDEN),
    "chunk longer than said": post(CHUNKED, body=b"1\r\n{}\r\n0\r\n\r\n" + HIDDEN),
    "body of a get": get(b"Host: a", b"Content-Length: 2") + b"{}" + HIDDEN,
    "chunked body of a get": get(b"Host: a", CHUNKED) + b"0\r\n\r\n" + HIDDEN,
    "whole address": get(b"Host: a", target=b"http://a/healthz") + HIDDEN,
    "whole address elsewhere": get(b"Host: a", target=b"http://example.org/healthz") + HIDDEN,
    "star": b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n" + HIDDEN,
    "connect": b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n" + HIDDEN,
    "trace": b"TRACE /healthz HTTP/1.1\r\nHost: a\r\nX-Secret: echo\r\n\r\n" + HIDDEN,
    "up and away": get(b"Host: a", target=b"/../../etc/passwd") + HIDDEN,
    "up and away, escaped": get(b"Host: a", target=b"/%2e%2e/%2e%2e/etc/passwd") + HIDDEN,
    "fragment": get(b"Host: a", target=b"/healthz#a") + HIDDEN,
    "backslash": get(b"Host: a", target=b"\\healthz") + HIDDEN,
    "space in the target": get(b"Host: a", target=b"/healthz a") + HIDDEN,
    "byte beyond ASCII in the target": get(b"Host: a", target=b"/healthz\xff") + HIDDEN,
    "escape within": get(b"Host: a", target=b"/healthz%0d%0aX-A:%20b") + HIDDEN,
    "HTTP/0.9": b"GET /healthz\r\n\r\n" + HIDDEN,
    "HTTP/1.0": get(b"Host: a", version=b"HTTP/1.0") + HIDDEN,
    "HTTP/1.2": get(b"Host: a", version=b"HTTP/1.2") + HIDDEN,
    "HTTP/2.0": get(b"Host: a", version=b"HTTP/2.0") + HIDDEN,
    "http in small letters": get(b"Host: a", version=b"http/1.1") + HIDDEN,
    "HTTP/2 by prior knowledge": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    "zero bytes": bytes(100) + b"\r\n\r\n",
    "unknown expectation": post(b"Expect: 200-maybe", b"Content-Length: 2", body=b"{}" + HIDDEN),
    "zero in a value": post(b"Content-Length: 2\x00", body=b"{}" + HIDDEN),
}
# What RFC 9112 lets a server take, and no client of ours sends.
UNUSUAL = {
    "bare line feeds": b"GET /healthz HTTP/1.1\nHost: a\nConnection: close\n\n",
    "bare line feed within": b"GET /healthz HTTP/1.1\r\nHost: a\nConnection: close\r\n\r\n",
    "bare carriage return": b"GET /healthz HTTP/1.1\r\nHost: a\rX: b\r\nConnection: close\r\n\r\n",
    "folded head": b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Any: a\r\n b\r\nConnection: close\r\n\r\n",
    "spaces before a value": b"GET /healthz HTTP/1.1\r\nHost:   a\r\nConnection: close\r\n\r\n",
    "zero in a head": b"GET /healthz HTTP/1.1\r\nHost: a\x00b\r\nConnection: close\r\n\r\n",
}


class Smuggling(http_case.HttpCase):
    options = ("--deadline", 2)

    def send(self, data):
        with self.server.connect() as connection:
            try:
                connection.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass
            return http_case.RawAnswer(http_case.read_all(connection))

    def send_each(self, cases, allowed):
        """Names with what came, of those that were not answered as allowed says, or in two ways."""
        wrong = {}
        for name, data in cases.items():
            answer = self.send(data)
            # libmicrohttpd 0.9.75 may write the head of a refusal of its own twice, and then closes.
            if len(set(answer.statuses)) > 1 or not allowed(answer.status) or b'"epoch"' in answer.data or b"X-Secret" in answer.data:
                wrong[name] = answer.data
        return wrong

    def test_refused(self):
        self.assertEqual(self.send_each(REFUSED, lambda status: status is None or 400 <= status < 600), {})
        self.assert_alive()

    def test_unusual(self):
        self.assertEqual(self.send_each(UNUSUAL, lambda status: status in (None, 400)), {})
        self.assert_alive()

    def test_chunked_as_it_should_be(self):
        body = b"2\r\n{}\r\n0\r\n\r\n"
        answer = self.send(post(CHUNKED, b"Connection: close", body=body))
        self.assertEqual(answer.statuses, [400], answer.data)  # it is no enrolment
        self.assertIn(b"malformed", answer.data)

    def test_two_in_a_row(self):
        answer = self.send(get(b"Host: a") + get(b"Host: a", b"Connection: close"))
        self.assertEqual(answer.statuses, [200, 200], answer.data)

    def test_every_cut(self):
        """A request that ends anywhere is no request."""
        whole = post(b"Content-Length: 2", b"Connection: close", body=b"{}")
        for cut in range(0, len(whole), 7):
            with self.server.connect() as connection:
                connection.sendall(whole[:cut])
                connection.shutdown(1)
                answer = http_case.RawAnswer(http_case.read_all(connection))
            self.assertIn(answer.status, (None, 400), cut)
        self.assert_alive()


if __name__ == "__main__":
    cli_case.main()
