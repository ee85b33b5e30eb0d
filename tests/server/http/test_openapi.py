# test_openapi.py - data/openapi.yaml is valid, describes the examples of the protocol, and is what the server does.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest
import uuid

import cli_case
import http_case

try:
    import jsonschema
    import yaml
except ImportError:
    raise SystemExit("1..0 # SKIP python3-jsonschema and python3-yaml are not here")

FILE = pathlib.Path(os.environ["MUSTER_DATA"], "openapi.yaml")
PROTOCOL = pathlib.Path(os.environ["MUSTER_PROTOCOL"])
LINTER = "@seriousme/openapi-schema-validator@2.11.0"
EXAMPLES = {
    "well-known": "#/components/schemas/Welcome",
    "enrol-request": "#/components/schemas/Enrolment",
    "enrol-answer": "#/components/schemas/Enrolled",
    "commit": "#/components/schemas/SentCommit",
    "push-request": "#/components/schemas/Push",
    "push-answer": "#/paths/~1v1~1push/post/responses/200/content/application~1vnd.muster.sync+json; v=1/schema",
    "pull-answer": "#/components/schemas/Page",
    "stub-with-bases": "#/components/schemas/Stub",
    "refused-answer": "#/components/schemas/RefusedList",
}

document = yaml.safe_load(FILE.read_text(encoding="utf-8"))
resolver = jsonschema.RefResolver("", document)


def resolve(part):
    """The part itself, or what it points to."""
    return resolver.resolve(part["$ref"])[1] if "$ref" in part else part


def check(schema, instance, what):
    errors = list(jsonschema.Draft202012Validator(schema, resolver=resolver).iter_errors(instance))
    assert not errors, f"{what}: {errors[0].message} at {list(errors[0].absolute_path)}"


def describe(operation, status):
    """The response that an operation promises for a status."""
    responses = operation["responses"]
    return resolve(responses.get(str(status)) or responses[f"{status // 100}XX"])


class Checked(http_case.Client):
    """A replica whose every request and answer must be as described."""

    seen = set()

    def request(self, method, path, body=None, headers=None, packed=False, described=True):
        name = path.partition("?")[0]
        operation = document["paths"][name][method.lower()]
        if described and body is not None:
            (content,) = operation["requestBody"]["content"].items()
            check(content[1]["schema"], body, f"{method} {name}")
        if described:
            self.check_query(operation, path.partition("?")[2])
        answer = super().request(method, path, body, headers, packed)
        self.check_answer(operation, answer, f"{method} {name} {answer.status}")
        self.seen.add((operation["operationId"], answer.status))
        return answer

    def check_query(self, operation, query):
        known = {parameter["name"]: parameter for parameter in operation.get("parameters", [])}
        given = dict(pair.split("=") for pair in query.split("&")) if query else {}
        assert not set(given) - set(known), given
        for name, parameter in known.items():
            schema = parameter["schema"]
            if name in given:
                number = resolve(schema).get("type") == "integer"
                check(schema, int(given[name]) if number else given[name], name)
            else:
                assert not parameter.get("required"), name

    def check_answer(self, operation, answer, what):
        response = describe(operation, answer.status)
        for name, header in response["headers"].items():
            header = resolve(header)
            value = answer.headers.get(name.lower())
            assert value is not None or not header.get("required"), f"{what}: no {name}"
            if value is not None:
                number = resolve(header["schema"]).get("type") == "integer"
                check(header["schema"], int(value) if number else value, f"{what}: {name}")
        assert answer.headers["content-type"] in response["content"], what
        check(response["content"][answer.headers["content-type"]]["schema"], answer.json, what)


class Document(unittest.TestCase):
    def lint(self, text):
        """What the linter says of text, as an exit code and lines."""
        folder = pathlib.Path(os.environ["MUSTER_SERVER"]).parent / "openapi-linter"
        program = folder / "node_modules" / ".bin" / "validate-api"
        if shutil.which("npm") is None:
            self.skipTest("npm, which has the linter, is not here")
        if not program.exists():
            fetched = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, LINTER],
                                     capture_output=True, text=True)
            if fetched.returncode != 0:
                self.skipTest("the linter cannot be fetched from the npm registry")
        (folder / "given.yaml").write_text(text, encoding="utf-8")
        done = subprocess.run([program, folder / "given.yaml"], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def test_valid(self):
        code, said = self.lint(FILE.read_text(encoding="utf-8"))
        self.assertEqual(code, 0, said)
        # What is said of the whole must be able to fail.
        code, said = self.lint(FILE.read_text(encoding="utf-8").replace("operationId: pull", "operationld: pull"))
        self.assertNotEqual(code, 0, said)

    def test_references(self):
        for reference in re.findall(r'\$ref: "([^"]+)"', FILE.read_text(encoding="utf-8")):
            resolver.resolve(reference)

    def test_examples_of_the_protocol(self):
        examples = dict(re.findall(r"```json ([a-z-]+)\n(.*?)```", PROTOCOL.read_text(encoding="utf-8"), re.S))
        self.assertEqual(set(examples), set(EXAMPLES))
        for name, text in examples.items():
            check({"$ref": EXAMPLES[name]}, json.loads(text), name)

    def test_errors_of_the_protocol(self):
        table = PROTOCOL.read_text(encoding="utf-8").split("## 13. Errors")[1].split("## 14.")[0]
        types = re.findall(r"`([a-z-]+)`(?=[^|]*\|[^|]*\|[^|]*\|\n)", table)
        self.assertEqual(sorted(types), sorted(document["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]))


class Conversation(http_case.HttpCase):
    """Each operation, with answers of every kind that can be had."""

    def checked(self, person="Jo Bloggs", role="steward", *scope):
        client = Checked(self.server)
        self.addCleanup(client.close)
        client.enrol(self.server.invite(person, role, *scope))
        return client

    def test_conversation(self):
        one, two = self.checked(), self.checked("Sam Smith")
        reader = self.checked("Only Reads", "reader")
        team = str(uuid.uuid4())
        self.here(one)
        self.edits(one, two, reader, team)
        self.joining(one)
        self.recovery(one)
        self.refusals(one, two)
        operations = {operation["operationId"] for path in document["paths"].values() for operation in path.values()}
        self.assertEqual(operations - {name for name, status in Checked.seen if status == 200}, {"events"})
        self.assertLessEqual({400, 401, 403, 404, 409, 413, 429}, {status for _, status in Checked.seen})

    def here(self, one):
        one.get("/healthz")
        one.get("/.well-known/muster")

    def edits(self, one, two, reader, team):
        exists = [["team", team, "_exists", 0, True], ["team", team, "name", 0, {"name": "Hub 1"}]]
        head = one.push(one.commit(exists, reason="New", origin="edit")).json["head"]
        base = next(change for commit in two.pull().json["commits"] for change in commit["changes"] if change[3] == "name")
        self.assertEqual(base[5], {"name": "Hub 1"})
        one.pull()
        one.push(one.commit([["team", team, "name", head, {"name": "Hub one"}]], seen=head, undoes=1, origin="undo"))
        two.push(two.commit([["team", team, "name", head, {"name": "Hub I"}]], seen=head))
        two.pull()
        two.push(two.commit([["team", team, "name", head + 1, {"name": "Hub one"}, head + 2]], seen=head + 2))
        page = one.pull(limit=2, schema=1).json
        self.assertTrue(page["more"])
        outs = [change[6] for commit in one.pull().json["commits"] for change in commit.get("changes", []) if len(change) > 6]
        self.assertIn("conflict", [out.get("out") for out in outs])
        self.assertTrue([stub for stub in two.pull().json["commits"] if "outs" in stub])
        reader.push()
        self.assertTrue(reader.pull().json["refused"])
        self.assertTrue(one.get("/v1/refused?after=0&limit=5").json["refused"])
        self.assert_problem(reader.get("/v1/refused?after=0"), 403, "not-allowed")

    def joining(self, one):
        pair = one.post("/v1/token", {"refresh": one.refresh}).json
        one.token, one.refresh = pair["access"], pair["refresh"]
        self.assertEqual(one.pull().status, 200)

    def recovery(self, one):
        cursor = one.pull().json["cursor"]
        self.assertEqual(one.post("/v1/common", {"cursors": [{"seq": 9999, "chain": "f" * 16}, cursor]}).json["seq"], cursor["seq"])
        one.post("/v1/replica", {"replica": str(uuid.uuid4()), "was": one.replica})
        one.pull(after=cursor["seq"], chain="f" * 16)
        skipping = one.commit()
        one.push({**skipping, "n": skipping["n"] + 5})
        one.push({**skipping, "n": 1})

    def refusals(self, one, two):
        stranger = Checked(self.server, "nobody")
        self.addCleanup(stranger.close)
        stranger.epoch = one.epoch
        stranger.pull()
        one.post("/v1/push", {"commits": "none"}, described=False)
        one.get("/v1/pull", described=False)
        one.post("/v1/replica", {"replica": one.replica, "was": str(uuid.uuid4())})
        one.post("/v1/replica", {"replica": two.replica, "was": one.replica})
        one.post("/v1/token", {"refresh": "none"})
        body = json.dumps(one.make_push()).encode()
        one.request("POST", "/v1/push", body[:-1] + b" " * 500000 + b"}", packed=True, described=False)
        for _ in range(11):
            stranger.post("/v1/enrol", {"code": "AAAA-BBBB-CCCC", "device": "", "replica": stranger.replica, "schema": 1})
        for path, operations in document["paths"].items():
            for method in {"get", "post"} - set(operations):
                answer = self.client(one.token).request(method.upper(), path, {} if method == "post" else None)
                self.assert_problem(answer, 404, "not-found")
                check({"$ref": "#/components/schemas/Problem"}, answer.json, path)
                Checked.seen.add((path, 404))


if __name__ == "__main__":
    cli_case.main()
