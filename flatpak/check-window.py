#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start the app, find its window on the accessibility bus, take a picture of it, end it.

  flatpak/check-window.py --screenshot FILE COMMAND [ARGUMENT…]

Exit 1 when there is no window within the time, or when it is empty.
"""

import argparse
import os
import signal
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

SECONDS = 60


def children(node):
    try:
        found = [node.get_child_at_index(index) for index in range(node.get_child_count())]
    except GLib.Error:
        # It went while we looked.
        return []
    return [child for child in found if child is not None]


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def window():
    for app in children(Atspi.get_desktop(0)):
        for node in children(app):
            if node.get_role_name() in ('frame', 'window', 'dialog'):
                return app, node
    return None, None


def settled(node):
    """The controls of the window once their number stays the same: the first page has loaded."""
    before = -1
    for _ in range(20):
        controls = list(walk(node))
        if len(controls) == before:
            break
        before = len(controls)
        time.sleep(0.5)
    return controls


def check(process, picture):
    ends = time.monotonic() + SECONDS
    app, frame = window()
    while frame is None:
        if process.poll() is not None:
            print(f'The app ended with status {process.returncode} before it had a window.')
            return False
        if time.monotonic() > ends:
            print(f'No window within {SECONDS} seconds.')
            return False
        time.sleep(0.2)
        app, frame = window()

    controls = settled(frame)
    roles = {}
    for node in controls:
        role = node.get_role_name()
        roles[role] = roles.get(role, 0) + 1
    subprocess.run(['import', '-window', 'root', '-trim', '+repage', picture], check=True)
    print(f'The window "{frame.get_name()}" of {app.get_name()} is there, '
          f'with {len(controls)} accessible parts:')
    print('  ' + ', '.join(f'{count} {role}' for role, count in sorted(roles.items())))
    print(f'The picture is {picture}')
    return len(controls) > 1


def main():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument('--screenshot', required=True)
    parser.add_argument('command', nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    process = subprocess.Popen(arguments.command, start_new_session=True)
    try:
        good = check(process, arguments.screenshot)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(10)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
