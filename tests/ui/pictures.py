#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a picture of every page, light, dark, in high contrast, narrow, with large text, from right to left, and as
the README shows it.

  tests/ui/with-display tests/ui/pictures.py --screenshots FOLDER BINARY
"""

import argparse
import pathlib
import sys
import tempfile

import pseudo
from muster_ui import App, Missing, desktop
from pages import PAGES

LARGE_TEXT = 'Xft/DPI 196608\n'  # twice 96 dots an inch, in 1024ths

# A language that nobody speaks, by the rules of one that is read so.
RIGHT_TO_LEFT = 'ar_EG'

# name: environment or locale, size, settings of the desktop
VARIANTS = {
    'light': ({}, (1280, 800), ''),
    'dark': ({'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}, (1280, 800), ''),
    'high-contrast': ({'ADW_DEBUG_HIGH_CONTRAST': '1'}, (1280, 800), ''),
    'narrow': ({}, (360, 640), ''),
    'large-text': ({}, (1280, 800), LARGE_TEXT),
    'right-to-left': (RIGHT_TO_LEFT, (1280, 800), ''),
    # Four of these are in data/screenshots, for the README and for software centres.
    'shown': ({}, (1000, 700), ''),
}


def take(binary, name, folder):
    environment, size, settings = VARIANTS[name]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='muster-pictures-') as home:
        tongue = str
        if environment == RIGHT_TO_LEFT:
            environment, tongue = pseudo.install(home, RIGHT_TO_LEFT, RIGHT_TO_LEFT), pseudo.tongue
        with desktop(home, settings), App(binary, '--example', data=home, env=environment, tongue=tongue) as app:
            app.ready()
            for page in PAGES:
                # A row is looked for where it has room, and looked at where it has not.
                app.resize(1280, 800)
                page(app)
                # By way of a width at which tables take their narrow form, as somebody pulls at the edge.
                app.resize(max(size[0], 500), size[1])
                app.settle()
                app.resize(*size)
                app.settle()
                app.screenshot(folder / f'{page.__name__}.png')
            app.close()


def main():
    parser = argparse.ArgumentParser(description='Take a picture of every page.')
    parser.add_argument('binary')
    parser.add_argument('--screenshots', metavar='FOLDER', type=pathlib.Path, required=True)
    parser.add_argument('variants', nargs='*', metavar='VARIANT', help=', '.join(VARIANTS))
    options = parser.parse_args()
    try:
        for name in options.variants or VARIANTS:
            take(options.binary, name, options.screenshots / name)
            print(f'{name}: {len(PAGES)} pictures', flush=True)
    except Missing as missing:
        print(f'No picture: {missing}', file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
