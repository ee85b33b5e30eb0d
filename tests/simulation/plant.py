"""Planted bugs: whether the simulation finds each, and within how many seeds.

    plant.py BUILD [--seeds N] [--check] [NAME ...]

BUILD is a build folder in which tests/simulation/test-simulation is made. Each patch of the folder `planted` is applied to copies of the
files that it names; these are compiled as the build does it and linked before the rest. The product has no trace of them. --check only
looks whether each patch still fits.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAM = "tests/simulation/test-simulation"


def files_of(patch):
    return re.findall(r"^\+\+\+ b/(\S+)", patch.read_text(), re.M)


def apply(patch, folder):
    """The files that the patch names, changed, in a folder of their own."""
    for name in files_of(patch):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    done = subprocess.run(["patch", "-p1", "-s", "-f", "-F0", "-d", folder, "-i", patch], capture_output=True, text=True)
    return None if done.returncode == 0 else done.stdout + done.stderr


def compile_one(build, commands, folder, name):
    words = shlex.split(commands[os.path.realpath(ROOT / name)])
    out = str(folder / (name.replace("/", "-") + ".o"))
    for option, value in (("-o", out), ("-MF", out + ".d"), ("-MQ", out)):
        words[words.index(option) + 1] = value
    words[words.index("-c") + 1] = str(folder / name)
    words.insert(words.index("-c"), f"-I{(ROOT / name).parent}")
    subprocess.run(words + ["-w"], cwd=build, check=True)
    return out


def link(build, objects, program):
    listed = subprocess.run(["ninja", "-t", "commands", "-s", PROGRAM], cwd=build, capture_output=True, text=True, check=True)
    words = shlex.split(listed.stdout.strip().splitlines()[-1])
    end = words.index("-o") + 2
    words[end - 1] = str(program)
    subprocess.run(words[:end] + objects + words[end:], cwd=build, check=True)


def first_seed(program, seeds):
    """The seed at which the program stops; None: it does not."""
    environment = {**os.environ, "MUSTER_SIM_SEEDS": f"1:{seeds}", "G_DEBUG": "fatal-warnings", "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile() as said:
        code = subprocess.run([program, "-p", "/simulation/seeds"], env=environment, stdout=said, stderr=said, check=False).returncode
        said.seek(0)
        text = said.read().decode(errors="replace")
    if code == 0:
        return None
    seed = re.search(r"This was seed (\d+).*?Its files are in (\S+)\.\n", text, re.S)
    if seed is None:
        raise SystemExit(f"It stopped without a word:\n{text[-2000:]}")
    shutil.rmtree(seed[2], ignore_errors=True)
    return int(seed[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=int(os.environ.get("MUSTER_PLANTED_SEEDS", 1000)))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_intermixed_args()
    build = options.build.resolve()
    commands = {os.path.realpath(os.path.join(entry["directory"], entry["file"])): entry["command"]
                for entry in json.loads((build / "compile_commands.json").read_text()) if entry["output"].startswith("app/")}
    patches = [patch for patch in sorted((HERE / "planted").glob("*.patch"))
               if not options.names or any(patch.name.startswith(name) for name in options.names)]
    if shutil.which("patch") is None:
        print("1..0 # SKIP there is no program patch")
        return 0
    print(f"1..{len(patches)}", flush=True)
    missed = 0
    for number, patch in enumerate(patches, 1):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            wrong = apply(patch, folder)
            what = "fits"
            if wrong is None and not options.check:
                link(build, [compile_one(build, commands, folder, name) for name in files_of(patch)], folder / "simulation")
                seed = first_seed(folder / "simulation", options.seeds)
                wrong = None if seed is not None else f"not found within {options.seeds} seeds"
                what = f"found by seed {seed}"
        missed += wrong is not None
        print(f"{'ok' if wrong is None else 'not ok'} {number} {patch.stem} - {wrong or what}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
