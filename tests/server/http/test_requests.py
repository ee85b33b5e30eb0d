# test_requests.py - what an answer always is, and who gets none of what is asked.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import gzip
import json
import socket

import cli_case
import http_case
from http_case import MEDIA_TYPE


class Requests(http_case.HttpCase):
    def test_ready(self):
        self.assertRegex(self.server.ready, rf"^Listening on http://127\.0\.0\.1:{self.server.port}\n$")

    def test_healthz(self):
        answer = self.client().get("/healthz")
        self.assertEqual(answer.status, 200)
        self.assert_ours(answer)

    def test_well_known(self):
        answer = self.client().get("/.well-known/muster")
        self.assertEqual((answer.status, answer.headers["content-type"]), (200, MEDIA_TYPE))
        self.assertEqual(answer.json["server"], answer.headers["muster-server"])
        self.assertEqual(answer.json["protocol"], [1, 1])
        self.assert_ours(answer)

    def test_push_and_pull(self):
        one, two = self.join(), self.join("Sam Smith")
        answer = one.push()
        self.assertEqual((answer.status, answer.headers["content-type"], answer.json["acked"]), (200, MEDIA_TYPE, 1))
        self.assert_ours(answer)
        page = two.pull()
        self.assertEqual(page.status, 200, page.body)
        self.assertIn(one.replica, [commit.get("replica") for commit in page.json["commits"]])

    def test_keeps_connection(self):
        client = self.client()
        client.get("/healthz")
        socket_before = client.connection.sock
        client.get("/healthz")
        self.assertIs(client.connection.sock, socket_before)

    def test_paths_are_exact(self):
        client = self.join()
        for path in ("/", "/v1", "/v1/", "/v1/pull/", "/v1//pull", "/v1/./pull", "/v1/../v1/pull", "/V1/pull", "/v1/pul%6c",
                     "/v1/pull%00", "/etc/passwd", "/..%2f..%2fetc/passwd", "/healthz/", "/v1/pull;a=b"):
            answer = client.get(path)
            self.assertIn(answer.status, (400, 404), path)
            self.assert_ours(answer)
            self.assertEqual(answer.headers["content-type"], http_case.PROBLEM_TYPE)

    def test_methods(self):
        client = self.join()
        for method in ("PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"):
            answer = client.request(method, "/v1/pull")
            self.assertIn(answer.status, (400, 404, 405), method)
            self.assert_ours(answer)
        for method, path in (("GET", "/v1/push"), ("POST", "/v1/pull"), ("POST", "/healthz")):
            self.assertIn(client.request(method, path, {} if method == "POST" else None).status, (400, 404, 405), path)

    def test_needs_token(self):
        for path in ("/v1/pull", "/v1/events"):
            self.assertEqual(self.client().get(path).status, 401)
            self.assertEqual(self.client("nobody").get(path).status, 401)
        answer = self.client().post("/v1/push", {})
        self.assertEqual(answer.status, 401)
        self.assert_ours(answer)
        self.assertEqual(answer.headers["www-authenticate"], "Bearer")

    def test_odd_tokens(self):
        token = self.join().token
        for value in ("", "Bearer", "Bearer ", f"Basic {token}", f"Bearer  {token}", f"Bearer {token} ", "Bearer " + "a" * 4000):
            answer = self.client().get("/v1/pull", headers={"Authorization": value})
            self.assertIn(answer.status, (400, 401) if value != f"Bearer {token} " else (400, 401), value[:30])

    def test_refused_before_the_body(self):
        """Who may not push is told so before a byte of the push is sent."""
        with self.server.connect() as connection:
            connection.sendall(b"POST /v1/push HTTP/1.1\r\nHost: a\r\nContent-Type: " + MEDIA_TYPE.encode()
                               + b"\r\nContent-Length: 1000000\r\n\r\n")
            self.assertIn(b"HTTP/1.1 401 ", http_case.read_all(connection))

    def test_media_type(self):
        client = self.join()
        for kind in ("application/json", "text/plain", "application/vnd.muster.sync+json; v=2", ""):
            answer = client.post("/v1/push", client.make_push(), headers={"Content-Type": kind})
            self.assert_problem(answer, 400, "malformed")
        self.assertEqual(client.push(headers={"Content-Type": "Application/vnd.muster.sync+json;v=1"}).status, 200)

    def test_no_body_where_none_belongs(self):
        client = self.join()
        answer = client.get("/v1/pull", body=b"{}")
        self.assert_problem(answer, 400, "malformed")

    def test_expectation(self):
        client = self.join()
        body = json.dumps(client.make_push(client.commit())).encode()
        head = (f"POST /v1/push HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {client.token}\r\nContent-Type: {MEDIA_TYPE}\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\nExpect: ")
        with self.server.connect() as connection:
            connection.sendall(head.encode() + b"100-continue\r\n\r\n")
            self.assertIn(b"100 Continue", http_case.read_until(connection, b"\r\n\r\n"))
            connection.sendall(body)
            self.assertIn(b"HTTP/1.1 200 ", http_case.read_all(connection))
        with self.server.connect() as connection:
            connection.sendall(head.encode() + b"miracles\r\n\r\n")
            self.assertIn(b"HTTP/1.1 400 ", http_case.read_all(connection))

    def test_packed_request(self):
        client = self.join()
        self.assertEqual(client.push(headers={}).status, 200)
        body = json.dumps(client.make_push(client.commit())).encode()
        self.assertEqual(client.request("POST", "/v1/push", body, packed=True).json["acked"], 2)

    def test_badly_packed_request(self):
        client = self.join()
        whole = gzip.compress(json.dumps(client.make_push(client.commit())).encode())
        for body in (b"not gzip", whole[:-9], whole + b"more", whole + whole, b"\x1f\x8b", bytes([whole[0] ^ 1]) + whole[1:]):
            answer = client.post("/v1/push", body, headers={"Content-Encoding": "gzip"})
            self.assert_problem(answer, 400, "malformed")
        answer = client.post("/v1/push", whole, headers={"Content-Encoding": "br"})
        self.assert_problem(answer, 400, "malformed")
        self.assertEqual(client.post("/v1/push", whole, headers={"Content-Encoding": "gzip"}).status, 200)

    def test_packed_answer(self):
        client = self.join()
        client.push(*[client.commit() for _ in range(50)])
        path = client.pull_path()
        plain = client.get(path)
        self.assertNotIn("content-encoding", plain.headers)
        for accepted in ("gzip", "br, gzip;q=0.5", "GZIP"):
            packed = client.get(path, headers={"Accept-Encoding": accepted})
            self.assertEqual(packed.headers.get("content-encoding"), "gzip", accepted)
            self.assertLess(len(packed.raw), len(plain.raw) / 2)
            self.assertEqual(packed.json["commits"], plain.json["commits"])
        for refused in ("identity", "gzip;q=0", "br"):
            self.assertNotIn("content-encoding", client.get(path, headers={"Accept-Encoding": refused}).headers, refused)
        # What is small stays as it is.
        self.assertNotIn("content-encoding", client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers)

    def test_log_keeps_secrets(self):
        client = self.join()
        secret = "Dr Confidential"
        client.push(client.commit([["organisation", "0198c5b1-2222-7000-8000-000000000031", "name", 0, {"name": secret}]]))
        client.pull()
        client.get("/v1/secret-path?token=secret-query")
        log = self.server.read_log()
        self.assertIn("event=request method=POST path=/v1/push status=200", log)
        for hidden in (secret, client.token, client.refresh, "secret-path", "secret-query", "after=", client.replica):
            self.assertNotIn(hidden, log)

    def test_log_names_what_is_ours(self):
        """Where the request is of no use too; and never what somebody made up."""
        client = self.join()
        client.get("/v1/pull?after=x")
        client.post("/v1/enrol", {})
        with self.server.connect() as connection:
            connection.sendall(b"GET /made-up\x1b[31m\xff" + b"a" * 17000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
            http_case.read_all(connection)
        log = self.server.read_log()
        self.assertIn("event=request method=GET path=/v1/pull status=400", log)
        self.assertIn("event=request method=POST path=/v1/enrol status=400", log)
        self.assertNotIn("made-up", log)


class Readiness(http_case.HttpCase):
    def test_refuses_to_be_open_without_tls(self):
        done = self.server.run("serve", "--listen", "0.0.0.0", "--port", "0")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("TLS", done.stderr)

    def test_second_server(self):
        done = self.server.run("serve", "--port", "0")
        self.assertEqual((done.returncode, done.stdout), (4, ""))

    def test_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            other = http_case.Server(self.shared.name + "/other")
            done = other.run("serve", "--port", taken.getsockname()[1])
        self.assertEqual((done.returncode, done.stdout), (5, ""))
        self.assertRegex(done.stderr, "^muster-server: ")

    def test_options(self):
        for option in ("--port=65536", "--port=-5", "--deadline=-1", "--threads=65", "--heartbeat=41", "--listen=localhost.invalid"):
            done = self.server.run("serve", option)
            self.assertIn(done.returncode, (1, 2), option)
            self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    cli_case.main()
