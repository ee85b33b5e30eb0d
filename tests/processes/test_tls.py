# test_tls.py - a server with a certificate of its own: who is believed, and who is told what.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import http.server
import shutil
import ssl
import stat
import threading
import warnings

import cli_case
import together
from authority import Authority


class Tls(together.Together):
    def setUp(self):
        super().setUp()
        if shutil.which("openssl") is None:
            self.skipTest("openssl is not here")
        self.authority = Authority(self.folder, "Trust")
        self.server = together.http_case.Server(self.folder)
        self.addCleanup(self.server.stop)
        self.replica = together.Replica(self.folder / "ann.muster", "Ann")

    def serve(self, certificate, key, port=0):
        self.server.stop()
        self.server.start("--certificate", certificate, "--key", key, "--port", port)
        self.assertTrue(self.server.uri.startswith("https://"))
        return self.server.uri

    def join(self, *options):
        return self.replica.run("join", *options, self.server.uri, self.code)

    def assert_refused(self, done, words):
        """One sentence that a person understands, and nothing has changed."""
        self.assertIn(done.returncode, (cli_case.REFUSED, cli_case.IO), done.stderr)
        self.assertRegex(done.stderr, rf"^musterctl: [^\n]*{words}[^\n]*[.?]\n$")
        self.assertEqual(done.stdout, "")
        self.assertTrue(self.replica.is_sound())

    def begin(self):
        """Joined to a server that the authority vouches for, with something to send."""
        self.good = self.authority.vouch("good", "IP:127.0.0.1")
        self.serve(*self.good)
        self.code = self.invite("Ann")
        done = self.join("--ca", self.authority.certificate)
        self.assertEqual(done.returncode, cli_case.OK, done.stderr)
        self.replica.ok("sync")
        self.replica.ok("add", "risk", "title=Posts not filled", "status=open")

    def test_join_and_sync(self):
        self.begin()
        kept = self.folder / "ann.muster.authority"
        self.assertEqual(kept.read_text(), self.authority.certificate.read_text())
        self.assertEqual(stat.S_IMODE(kept.stat().st_mode), 0o600)
        self.authority.certificate.unlink()  # the copy is what counts from now on
        self.assertEqual(self.replica.json("sync")["sent"], 1)
        self.assertEqual(self.replica.json("outbox"), [])
        self.assert_sound(self.replica)

    def test_join_untrusted(self):
        """The code is not spent by whoever is not believed."""
        self.serve(*self.authority.vouch("good", "IP:127.0.0.1"))
        self.code = self.invite("Ann")
        stranger = Authority(self.folder, "Stranger")
        for options in ((), ("--ca", stranger.certificate)):
            self.assert_refused(self.join(*options), "not from an authority")
            self.assertFalse((self.folder / "ann.muster.authority").exists())
            self.assertFalse((self.folder / "ann.muster.tokens").exists())
        self.assertEqual(self.join("--ca", self.authority.certificate).returncode, cli_case.OK)

    def test_no_certificate(self):
        self.serve(*self.authority.vouch("good", "IP:127.0.0.1"))
        self.code = self.invite("Ann")
        empty = self.folder / "empty.pem"
        empty.write_text("nothing of the sort\n")
        for path in (empty, self.folder):
            self.assert_refused(self.join("--ca", path), "no certificate")
        done = self.join("--ca", self.folder / "absent.pem")
        self.assertEqual(done.returncode, cli_case.NOT_FOUND, done.stderr)
        self.assertRegex(done.stderr, "^musterctl: There is no file “.*absent.pem”.\n$")

    def assert_believes_none_of(self, certificate, key, words):
        """The server comes back with that certificate: nothing is sent, and all of it once the right one is back."""
        port = self.server.port
        tokens = (self.folder / "ann.muster.tokens").read_text()
        self.serve(certificate, key, port)
        self.assert_refused(self.replica.run("sync"), words)
        self.assertEqual(len(self.replica.json("outbox")), 1)
        self.assertEqual((self.folder / "ann.muster.tokens").read_text(), tokens)
        self.assertNotIn("path=/v1", self.server.read_log())
        self.serve(*self.good, port)
        self.assertEqual(self.replica.json("sync")["sent"], 1)

    def test_untrusted(self):
        self.begin()
        stranger = Authority(self.folder, "Stranger")
        self.assert_believes_none_of(*stranger.vouch("good", "IP:127.0.0.1"), "not from an authority")

    def test_expired(self):
        self.begin()
        past = self.authority.vouch("past", "IP:127.0.0.1", "-startdate", "20200101000000Z",
                                    "-enddate", "20200201000000Z")
        self.assert_believes_none_of(*past, "has expired")

    def test_not_yet(self):
        self.begin()
        future = self.authority.vouch("future", "IP:127.0.0.1", "-startdate", "20900101000000Z",
                                      "-enddate", "20910101000000Z")
        self.assert_believes_none_of(*future, "not valid yet")

    def test_wrong_name(self):
        self.begin()
        other = self.authority.vouch("other", "DNS:muster.example.nhs.uk")
        self.assert_believes_none_of(*other, "certificate of something else")

    def test_old_tls(self):
        """Who speaks TLS 1.1 at best is told nothing, whatever certificate it has; nor is who speaks no TLS."""
        self.begin()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.load_cert_chain(*self.good)
        for wrap in (lambda socket: context.wrap_socket(socket, server_side=True, do_handshake_on_connect=False),
                     lambda socket: socket):
            with self.subTest(wrap=wrap):
                self.check_old(wrap)

    def check_old(self, wrap):
        heard = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                heard.append(self.path)
                self.send_error(404)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        port = self.server.port
        self.server.stop()
        old = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        old.handle_error = lambda *_: None
        old.socket = wrap(old.socket)
        thread = threading.Thread(target=old.serve_forever)
        thread.start()
        try:
            self.assert_refused(self.replica.run("sync"), "(safe connection|broke off)")
        finally:
            old.shutdown()
            old.server_close()
            thread.join()
        self.assertEqual(heard, [])
        self.assertEqual(len(self.replica.json("outbox")), 1)
        self.serve(*self.good, port)
        self.assertEqual(self.replica.json("sync")["sent"], 1)
        self.replica.ok("add", "risk", "title=Another", "status=open")


if __name__ == "__main__":
    cli_case.main()
