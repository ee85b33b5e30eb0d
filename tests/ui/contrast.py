# SPDX-License-Identifier: GPL-3.0-or-later
"""How well what is written stands out from what is behind it, by what is seen: WCAG 2.2, 1.4.3.

A picture of the screen is cut where the accessibility bus says that words are, then into lines and words. What most of
a word's box is painted in is its ground, and what differs most from that is its ink: where letters are smoothed, some
pixel of a stem still has the full colour.
"""

import collections
import functools
import subprocess

FADED = 1.15  # what differs less from the ground is a shade of it, no ink
LINE_GAP, WORD_GAP = 1, 5
LEAST_LINE, LEAST_WORD = 5, 8
LONGEST_WORD = 20  # times as long as it is high: what is longer is a bar


@functools.cache
def luminance(pixel):
    def part(shift):
        value = (pixel >> shift & 0xff) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return 0.2126 * part(0) + 0.7152 * part(8) + 0.0722 * part(16)


@functools.cache
def ratio(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _runs(marked, gap):
    """Where what is marked begins and ends; a gap as wide as given parts two."""
    runs = []
    for at in (index for index, is_marked in enumerate(marked) if is_marked):
        if runs and at - runs[-1][1] < gap:
            runs[-1][1] = at + 1
        else:
            runs.append([at, at + 1])
    return runs


class Picture:
    """The screen as it is now."""

    def __init__(self):
        made = subprocess.run(['import', '-window', 'root', '-depth', '8', 'rgba:-'], stdout=subprocess.PIPE,
                              check=True)
        size = subprocess.run(['xdotool', 'getdisplaygeometry'], stdout=subprocess.PIPE, check=True, text=True).stdout
        self.width, self.height = map(int, size.split())
        self.pixels = memoryview(made.stdout).cast('I')

    def cut(self, x, y, width, height):
        """The lines of a box, each a list of pixels."""
        x, y, right, bottom = max(x, 0), max(y, 0), min(x + width, self.width), min(y + height, self.height)
        return [self.pixels[line * self.width + x:line * self.width + right].tolist() for line in range(y, bottom)]

    def ink(self, box):
        """From where to where across a box there is ink; None without any."""
        lines = self.cut(*box)
        ground = _ground(lines)
        marked = [at for at, column in enumerate(zip(*lines)) if _has_ink(column, ground)]
        return (box[0] + marked[0], box[0] + marked[-1] + 1) if marked else None

    def words(self, box):
        """The contrast of each word in a box, with where it begins."""
        lines = self.cut(*box)
        ground, found = _ground(lines), []
        if ground is None:
            return []
        for top, bottom in _runs([_has_ink(line, ground) for line in lines], LINE_GAP):
            line = lines[top:bottom]
            columns = list(zip(*line))
            for left, right in _runs([_has_ink(column, ground) for column in columns], WORD_GAP):
                if right - left >= LEAST_WORD and LEAST_LINE <= bottom - top >= (right - left) / LONGEST_WORD:
                    found.append((_contrast(columns[left:right]), (box[0] + left, box[1] + top)))
        return found


def _ground(lines):
    counted = collections.Counter()
    for line in lines:
        counted.update(line)
    return counted.most_common(1)[0][0] if counted else None


def _has_ink(pixels, ground):
    return any(ratio(pixel, ground) >= FADED for pixel in set(pixels))


def _contrast(lines):
    ground = _ground(lines)
    return max(ratio(pixel, ground) for pixel in {pixel for line in lines for pixel in line})
