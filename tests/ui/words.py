# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read on the screen and was not translated: neither in the marks of tests/ui/pseudo.py nor data."""

import functools
import json
import os
import pathlib
import pwd
import re

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'example'

# Given by GTK, libadwaita and the C library, in their own catalogues and by their own rules.
OF_THE_PLATFORM = re.compile(
    r'^(Close|Minimize|Maximize|Back|Close the window|Minimize the window|Maximize the window|Shortcuts)$'
    r'|^((Shift|Ctrl|Alt|Home|End|Page (Up|Down)|Left|Right|Up|Down|Return|Insert|Escape|Delete|Space|Tab|F[0-9]+)\b\+?)+.?$'
    r'|\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(January|February|March|April|May|June|July|August|September'
    r'|October|November|December)\b')
# Figures and dates are shown as they are written, in the one notation that forms, CSV and the command line read; and
# the number of a record, as R-12; and the name of the app.
NOTATION = re.compile(r'\babout (?=[0-9·])|(?<=[0-9·] )to (?=[0-9·])|\bdays? [0-9]+|\b(ongoing|TBC)\b'
                      r'|\b[A-Z]{1,3}-[0-9]+\b|\b[Mm]uster\b')
CHOICE = re.compile('[a-z_]+')
TYPE_NAME = re.compile('^(Gtk|Adw|Muster)[A-Z]')


def _values(thing):
    if isinstance(thing, dict):
        return [value for part in thing.values() for value in _values(part)]
    if isinstance(thing, list):
        return [value for part in thing for value in _values(part)]
    return [thing] if isinstance(thing, str) else []


def _data():
    """Every value of the example programme, the longest first, but for the words that the schema gives its choices."""
    values = set()
    for path in EXAMPLE.glob('*.json'):
        # What a text points at is in the file alone.
        values.update(re.sub(r' \[@[^]]*\]', '', value)
                      for value in _values(json.loads(path.read_text(encoding='utf-8'))))
    return sorted((value for value in values if re.search('[A-Za-z]{2}', value) and not CHOICE.fullmatch(value)),
                  key=len, reverse=True)


def _login():
    """By which the app calls whoever has not said who they are."""
    user = pwd.getpwuid(os.getuid())
    return user.pw_gecos.split(',')[0] or user.pw_name


DATA = [*_data(), _login()]


def _without_beginning(text):
    """Less the beginning of a value that a text ends with: where it is clipped, its end is not to be seen."""
    for match in re.finditer(r'\b[A-Za-z]', text):
        if any(value.startswith(text[match.start():]) for value in DATA):
            return text[:match.start()]
    return text


@functools.cache
def untranslated(text):
    """The plain words of a text that come from nowhere."""
    if TYPE_NAME.match(text):
        return []
    *clipped, last = text.split('…')
    left = '…'.join([*map(_without_beginning, clipped), last])
    for value in DATA:
        left = left.replace(value, '·')
    return re.findall('[A-Za-z]{2,}', NOTATION.sub('', OF_THE_PLATFORM.sub('', left)))
