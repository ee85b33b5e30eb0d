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


class Stranger:
    """Something else than the server, at its address. It answers every request as it was told last: answer is given the
    handler of http.server."""

    def __init__(self, port, answer):
        self.answer = answer
        self.asked = 0
        outer = self

        class Page(http.server.BaseHTTPRequestHandler):
            def hear(self):
                self.rfile.read(int(self.headers.get('Content-Length', 0)))
                # Who asked need not wait for the end.
                with contextlib.suppress(ConnectionError):
                    outer.answer(self)
                self.close_connection = True
                outer.asked += 1

            do_GET = do_POST = hear

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', port), Page)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self):
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.thread.join()
        self.server = None


def says(status=200, body=b'', **headers):
    """An answer for a stranger; the names of headers with _ for -."""
    def answer(page):
        page.send_response(status)
        for name, value in {'Content_Length': len(body), **headers}.items():
            page.send_header(name.replace('_', '-'), str(value))
        page.end_headers()
        page.wfile.write(body)
    return answer


PORTAL = says(body=b'<html><body>Welcome to the train. Please sign in.</body></html>', Content_Type='text/html')


class Relay:
    """Between a window and its server: it hands on what is asked, and remembers that. From when it is told to, it holds
    what it is asked for, as a line does on which nothing moves any more. What change is set to makes another body of path
    and body."""

    def __init__(self, port):
        self.asked = []
        self.moves = threading.Event()
        self.moves.set()
        self.pulls_left = None
        self.change = None
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
                headers = dict(self.headers)
                if outer.change is not None:
                    headers.pop('Accept-Encoding', None)
                line.request(self.command, self.path, body, headers)
                answer = line.getresponse()
                body = answer.read()
                if outer.change is not None:
                    body = outer.change(self.path, body)
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
