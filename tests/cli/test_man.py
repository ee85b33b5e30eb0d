# test_man.py - the manual page is well formed, and leaves no command, option or exit code out.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import re
import shlex
import shutil
import subprocess

import cli_case

PAGE = pathlib.Path(os.environ["MUSTERCTL_PAGE"])


class Page(cli_case.CliCase):
    def commands(self):
        return re.findall(r"^  ([a-z]+) ", self.ok("--help").split("Commands:")[1], re.M)

    def documented(self):
        return PAGE.read_text().replace("\\-", "-")

    def test_commands(self):
        page = self.documented()
        for command in self.commands():
            self.assertRegex(page, rf'(?m)^\.BR? "?{command}[ "\n]', command)

    def test_options(self):
        page = self.documented()
        for command in ["", *self.commands()]:
            for option in re.findall(r"^  (?:-\w, )?(--[a-z-]+)", self.ok(*command.split(), "--help"), re.M):
                self.assertRegex(page, rf"(?m)^\.BR? .*{option}\b", option)
                if command and option not in ("--help", "--replica", "--actor", "--json"):
                    synopsis = re.search(rf'(?ms)^\.BR "?{command}[ "].*?(?=^[A-Z])', page)
                    self.assertIn(option, synopsis[0], f"{command} {option}")

    def test_exit_codes(self):
        status = self.documented().split(".SH EXIT STATUS")[1].split(".SH")[0]
        self.assertEqual(re.findall(r"(?m)^\.B (\d)$", status), [str(code) for code in range(8)])

    def test_types(self):
        values = self.documented().split(".SH VALUES")[1].split(".SH")[0]
        for kind in self.json("kinds"):
            for field in self.json("kinds", kind["name"]):
                self.assertRegex(values, rf"\b{field['type']}\b")

    def test_well_formed(self):
        if shutil.which("groff"):
            command = ["groff", "-man", "-Tutf8", "-ww", "-z", "-Kutf8", PAGE]
        elif shutil.which("mandoc"):
            command = ["mandoc", "-Tlint", "-Wwarning", PAGE]
        else:
            self.skipTest("neither groff nor mandoc is here")
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))


class Readme(cli_case.CliCase):
    """What the front page says to type can be typed, where it says to, as soon as the program is built."""

    def test_commands(self):
        text = pathlib.Path(os.environ["README"]).read_text().split("## Without a window")[1]
        lines = text.split("```")[1]
        self.assertIn("musterctl --replica programme.muster list risk", lines)
        (self.folder / "build" / "app").mkdir(parents=True)
        (self.folder / "build" / "app" / "cli").symlink_to(pathlib.Path(self.program).parent)
        environment = dict(os.environ, PATH="/usr/bin:/bin")
        done = subprocess.run(["sh", "-eu"], input=lines, cwd=self.folder, env=environment, capture_output=True,
                              text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertTrue((self.folder / "risks.csv").read_text().startswith("id,ref,"))

    def test_together(self):
        """The same for the server, but for the port and the code, which are another each time."""
        text = pathlib.Path(os.environ["README"]).read_text().split("## Together")[1].split("```")[1]
        environment = dict(os.environ, PATH=f"{pathlib.Path(self.program).parent}:/usr/bin:/bin")
        programs = {"musterctl": self.program, "muster-server": os.environ["MUSTER_SERVER"]}
        port = self.folder / "port"
        code = ran = None
        self.ok("init", self.folder / "programme.muster", "--example")
        for line in filter(lambda line: line and not line.startswith("PATH="), text.splitlines()):
            words = [programs.get(word, word) for word in shlex.split(line) if word != "&"]
            if "serve" in words:
                server = subprocess.Popen(words + ["--port", "0", "--port-file", port], cwd=self.folder,
                                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                self.addCleanup(server.stdout.close)
                self.addCleanup(server.wait)
                self.addCleanup(server.terminate)
                self.assertIn("Listening", server.stdout.readline())
                continue
            if "join" in words:
                words[-2:] = [f"http://127.0.0.1:{port.read_text().strip()}", code]
            done = subprocess.run(words, cwd=self.folder, env=environment, capture_output=True, text=True)
            if "invite" in words:
                self.assertIn("A new person was made", done.stderr)
                code = done.stdout.strip()
            else:
                self.assertEqual(done.stderr, "", line)
            self.assertEqual(done.returncode, 0, line)
            ran = done.stdout
        self.assertEqual(ran, "Sound, up to commit 1.\n")


if __name__ == "__main__":
    cli_case.main()
