# test_man.py - the manual page is well formed, and leaves no command, option or exit code out.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import re
import shutil
import subprocess
import unittest

import cli_case

PAGE = pathlib.Path(os.environ["MUSTER_DATA"], "muster-server.1")


class Page(unittest.TestCase):
    def help(self, *command):
        return subprocess.run([os.environ["MUSTER_SERVER"], *command, "--help"], check=True, capture_output=True, text=True).stdout

    def commands(self):
        return re.findall(r"^  ([a-z]+(?: [a-z]+)?) ", self.help().split("Commands:")[1], re.M)

    def page(self):
        return PAGE.read_text().replace("\\-", "-")

    def test_commands(self):
        self.assertGreater(len(self.commands()), 10)
        for command in self.commands():
            self.assertRegex(self.page(), rf'(?m)^\.BR? "?{command}["\n ]', command)

    def test_options(self):
        page = self.page()
        for command in ["", *self.commands()]:
            for option in re.findall(r"^  (?:-\w, )?(--[a-z-]+)", self.help(*command.split()), re.M):
                self.assertRegex(page, rf"(?m)^\.BR? .*{option}\b", option)
                if command and option not in ("--help", "--data"):
                    synopsis = re.search(rf'(?ms)^\.BR "?{command}["\n ].*?(?=^[A-Z])', page)
                    self.assertIn(option, synopsis[0], f"{command} {option}")

    def test_exit_codes(self):
        status = self.page().split(".SH EXIT STATUS")[1].split(".SH")[0]
        self.assertEqual(re.findall(r"(?m)^\.B (\d)$", status), [str(code) for code in range(7)])

    def test_well_formed(self):
        if shutil.which("groff"):
            command = ["groff", "-man", "-Tutf8", "-ww", "-z", "-Kutf8", PAGE]
        elif shutil.which("mandoc"):
            command = ["mandoc", "-Tlint", "-Wwarning", PAGE]
        else:
            self.skipTest("neither groff nor mandoc is here")
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))


if __name__ == "__main__":
    cli_case.main()
