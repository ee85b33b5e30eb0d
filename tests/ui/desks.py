# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows at more desks than one, the real server between them, and what may stand in the way."""

import contextlib
import http.client
import http.server
import pathlib
import subprocess
import tempfile
import threading
import unittest

from a11y import bus
from jobs import BINARY, Keyboard
from people import CODE, together


def another_session(case):
    """The environment of somebody at another desk: two windows of one session would be one program. What a screen
    reader hears is the same."""
    daemon = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address'], stdout=subprocess.PIPE,
                              text=True)
    case.addCleanup(daemon.wait)
    case.addCleanup(daemon.terminate)
    case.addCleanup(daemon.stdout.close)
    return {'DBUS_SESSION_BUS_ADDRESS': daemon.stdout.readline().strip(), 'AT_SPI_BUS_ADDRESS': bus().address}


class Portal:
    """A network that answers every request with its own page."""

    def __init__(self, port):
        outer = self
        self.asked = False

        class Page(http.server.BaseHTTPRequestHandler):
            def answer(self):
                outer.asked = True
                body = b'<html><body>Welcome to the train. Please sign in.</body></html>'
                self.send_response(200)
                self.send_header('Content-Type', 'text/html')
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', port), Page)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self):
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.thread.join()
        self.server = None


class Relay:
    """Between a window and its server: it hands on what is asked, and remembers that. From when it is told to, it holds
    what it is asked for, as a line does on which nothing moves any more."""

    def __init__(self, port):
        self.asked = []
        self.moves = threading.Event()
        self.moves.set()
        self.pulls_left = None
        outer = self

        class Line(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def hand_on(self):
                outer.asked.append(self.path)
                if self.path.startswith('/v1/events'):
                    # It has no end that one could wait for: who is refused leaves a request with the server instead.
                    self.send_error(404)
                    return
                if self.path.startswith('/v1/pull'):
                    outer.pass_one()
                outer.moves.wait()
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                line = http.client.HTTPConnection('127.0.0.1', port)
                line.request(self.command, self.path, body, dict(self.headers))
                answer = line.getresponse()
                body = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ('date', 'server', 'connection', 'content-length', 'transfer-encoding'):
                        self.send_header(name, value)
                self.send_header('Content-Length', str(len(body)))
                line.close()
                # Who asked may be gone by now.
                with contextlib.suppress(ConnectionError):
                    self.end_headers()
                    self.wfile.write(body)

            do_GET = do_POST = hand_on

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Line)
        self.server.daemon_threads = True
        self.uri = f'http://127.0.0.1:{self.server.server_port}'
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def pass_one(self):
        if self.pulls_left is not None:
            self.pulls_left -= 1
            if self.pulls_left < 0:
                self.moves.clear()

    def hold_after(self, pulls):
        self.pulls_left = pulls

    def let_go(self):
        self.pulls_left = None
        self.moves.set()

    def stop(self):
        self.let_go()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-sync-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.server, (self.ann,) = together(self.folder, 'Ann')
        self.addCleanup(self.server.stop)
        self.ann.do('add', 'risk', 'title=Posts not filled', 'status=open')
        self.ann.do('sync')

    def window(self, *arguments, name='window', env=None):
        app = Keyboard(BINARY, *arguments, data=self.folder / name, env=env)
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        return app

    def invite(self, name, role='editor'):
        return CODE.search(self.server.invite(name, role))[0]
