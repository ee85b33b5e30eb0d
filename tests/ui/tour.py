#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walk the manager's day in the example programme, say what was done, and take a picture after each step.

  tests/ui/with-display tests/ui/tour.py --screenshots FOLDER BINARY
"""

import argparse
import pathlib
import sys

from day import Day
from muster_ui import App, Missing


def main():
    parser = argparse.ArgumentParser(description='Walk through Muster and take pictures.')
    parser.add_argument('binary')
    parser.add_argument('--screenshots', metavar='FOLDER', type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.screenshots.mkdir(parents=True, exist_ok=True)

    try:
        with App(options.binary, '--example') as app:
            day = Day(app.ready())
            for number, step in enumerate(day.steps(), 1):
                print(f'{number}. {step()}', flush=True)
                if app.process.poll() is None:
                    app.settle()
                    app.screenshot(options.screenshots / f'{number}-{step.__name__.replace("_", "-")}.png')
    except Missing as missing:
        print(f'The tour stopped: {missing}', file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
