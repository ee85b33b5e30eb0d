# SPDX-License-Identifier: GPL-3.0-or-later
"""People with a file of their own each, and the real server between them."""

import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.environ['MUSTER_HTTP_CASE'])
import http_case  # noqa: E402

CODE = re.compile(r'\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b')


class Person:
    """A file and musterctl."""

    def __init__(self, folder, name):
        self.name = name
        self.path = folder / f'{name}.muster'
        self.do('init', self.path)

    def do(self, *arguments):
        command = [os.environ['MUSTERCTL'], '--replica', self.path, '--actor', self.name, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=http_case.PATIENCE)
        assert done.returncode == 0, f'{arguments}: {done.stderr}'
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.do('--json', *arguments))

    def field(self, code, name):
        return self.json('show', code)['record']['fields'].get(name)


def together(folder, *names):
    """A server that runs, and people who have joined it."""
    server = http_case.Server(folder)
    server.start()
    people = [Person(folder, name) for name in names]
    for person in people:
        person.do('join', server.uri, CODE.search(server.invite(person.name, 'editor'))[0])
    return server, people
