#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start the app, read its window on the accessibility bus, take a picture of it, end it.

  flatpak/check-window.py --title TITLE --says WORDS --screenshot FILE COMMAND [ARGUMENT…]

Exit 1 unless a window of that title shows the words within the time.
"""

import argparse
import collections
import os
import signal
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

SECONDS = 60


def ask(function, otherwise):
    """What was there a moment ago may have gone; then it gives nothing."""
    try:
        answer = function()
    except (GLib.Error, AttributeError):
        return otherwise
    return otherwise if answer is None else answer


def children(node):
    count = ask(node.get_child_count, 0)
    found = (ask(lambda index=index: node.get_child_at_index(index), None) for index in range(count))
    return [child for child in found if child is not None]


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def name(node):
    return ask(node.get_name, '')


def shown(node):
    extents = ask(lambda: Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW), None)
    return extents is not None and extents.width > 0 and extents.height > 0


def windows():
    # The sandbox has its own process numbers, so the app is known by being the only one on this bus with a window.
    return [node for app in children(Atspi.get_desktop(0)) for node in children(app)
            if ask(node.get_role_name, '') in ('frame', 'window', 'dialog')]


def read(title, words):
    """The parts of the window once it has the title and shows the words; what stands there until then."""
    seen = []
    for window in windows():
        parts = [node for node in walk(window) if shown(node)]
        if name(window) == title and any(words in name(node) for node in parts):
            return parts, []
        seen += [f'“{name(node)}”' for node in [window, *parts] if name(node)]
    return [], seen


def check(process, title, words, picture):
    ends = time.monotonic() + SECONDS
    parts, seen = read(title, words)
    while not parts:
        if process.poll() is not None:
            print(f'The app ended with status {process.returncode} before its window was there.')
            return False
        if time.monotonic() > ends:
            print(f'No window “{title}” with “{words}” within {SECONDS} seconds. Seen: {", ".join(seen) or "nothing"}')
            return False
        time.sleep(0.2)
        parts, seen = read(title, words)

    subprocess.run(['import', '-window', 'root', '-trim', '+repage', picture], check=True)
    roles = collections.Counter(ask(node.get_role_name, 'gone') for node in parts)
    print(f'The window “{title}” shows “{words}”, with {len(parts)} accessible parts:')
    print('  ' + ', '.join(f'{count} {role}' for role, count in sorted(roles.items())))
    print(f'The picture is {picture}')
    return True


def main():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument('--title', required=True)
    parser.add_argument('--says', required=True)
    parser.add_argument('--screenshot', required=True)
    parser.add_argument('command', nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    process = subprocess.Popen(arguments.command, start_new_session=True)
    try:
        good = check(process, arguments.title, arguments.says, arguments.screenshot)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(10)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
