# SPDX-License-Identifier: GPL-3.0-or-later
"""A language that nobody speaks, to see what an app does not translate.

Every text of the catalogue comes out within « », with an accent on each letter and its vowels twice, so about a third
longer, as German is. What is then read on the screen in plain letters is data, or was forgotten.
"""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]

PLAIN = 'abcdefghijklmnopqrstuvwxyz'
STRANGE = 'áбçðéфĝĥîĵķļмñöþθŕšţüλŵжýž'  # all of which Cantarell can draw
LETTERS = str.maketrans(PLAIN + PLAIN.upper(), STRANGE + STRANGE.upper())
VOWELS = re.compile('([aeiou])')

# What stays as it is: the name of the app, directives of printf and of dates, markup, and what PO writes with a \.
KEPT = re.compile(r"""(\bMuster\b | %(?:\d+\$)?[-+\ #0']*\d*(?:\.\d+|\.\*)?(?:hh|h|ll|l|z|E|O)?[a-zA-Z%]
                       | <[^>]+> | &\w+; | \\.)""", re.X)

# As the preset "glib" of Meson has them, and po/meson.build beside it.
KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3', 'ngettext:1,2')


def _accented(text):
    pieces = KEPT.split(text)
    pieces[::2] = [VOWELS.sub(r'\1\1', piece).translate(LETTERS) for piece in pieces[::2]]
    return ''.join(pieces)


def _translated(text):
    # Where a text begins or ends with a new line, its translation has to.
    before, words, after = re.fullmatch(r'((?:\\n)*)(.*?)((?:\\n)*)', text).groups()
    return f'{before}«{_accented(words)}»{after}' if words != 'Muster' else text


def tongue(text):
    """What to look for on the screen for a text of the app, which may be put together from several."""
    return re.compile('[«»]*'.join(map(re.escape, _accented(text))), re.I)


def _catalogue():
    """Every text of the sources, translated, as PO."""
    listed = (ROOT / 'po' / 'POTFILES.in').read_text(encoding='utf-8').splitlines()
    made = subprocess.run(['xgettext', '--from-code=UTF-8', '--no-wrap', '--output=-',
                           *(f'--keyword={word}' for word in KEYWORDS),
                           *(name for name in listed if name.endswith(('.c', '.h', '.ui')))],
                          cwd=ROOT, check=True, stdout=subprocess.PIPE)
    text = subprocess.run(['msgen', '--no-wrap', '-'], input=made.stdout, check=True, stdout=subprocess.PIPE).stdout

    def entry(match):
        said = ''.join(re.findall(r'^(?:msgstr(?:\[\d\])? )?"(.*)"$', match[0], re.M))
        return f'{match[1]} "{_translated(said)}"\n'
    head, entries = text.decode().split('\n\n', 1)
    head = head.replace('nplurals=INTEGER; plural=EXPRESSION', 'nplurals=2; plural=(n != 1)')
    return head + '\n\n' + re.sub(r'^(msgstr(?:\[\d\])?) ".*"\n(?:".*"\n)*', entry, entries, flags=re.M)


def make_locale(folder, source, name):
    """Makes a locale of the C library, by another one's rules."""
    subprocess.run(['localedef', '-i', source, '-f', 'UTF-8', str(folder / f'{name}.UTF-8')], check=True)
    return {'LOCPATH': str(folder), 'LC_ALL': f'{name}.UTF-8', 'LANGUAGE': ''}


def install(folder, source='en_GB', name='en_XA'):
    """Makes the language below a folder. Gives the environment in which an app speaks it."""
    folder = pathlib.Path(folder)
    place = folder / name / 'LC_MESSAGES'
    place.mkdir(parents=True)
    subprocess.run(['msgfmt', '--check-format', '-o', str(place / 'muster.mo'), '-'], input=_catalogue().encode(),
                   check=True)
    return {**make_locale(folder, source, name), 'TEXTDOMAINDIR': str(folder)}
