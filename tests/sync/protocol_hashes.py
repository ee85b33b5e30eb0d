#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Content hashes and digest parts, computed from the words of app/sync/PROTOCOL.md alone.

Reads lines of JSON: {"push": ...} prints the content hash of each of its commits, {"page": ...} the digest of all its
changes (PROTOCOL.md sections 4 and 10).
"""
import hashlib
import json
import re
import sys

ESCAPES = re.compile(r"\\(?:u([0-9a-f]{4})|.)")


def canonical(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return ESCAPES.sub(lambda m: m[0] if m[1] is None else "\\u" + m[1].upper(), text)


def content_hash(commit, replica):
    said = {key: commit[key] for key in ("at", "id", "n", "origin", "reason", "undoes") if key in commit}
    if said.get("origin") == "edit":
        del said["origin"]
    said["replica"] = replica
    said["changes"] = [[kind, record, group, value] for kind, record, group, _, value, *_ in commit["changes"]]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def digest(page):
    total = 0
    for commit in page["commits"]:
        for index, kind, record, group, _, value, *told in commit.get("changes", []):
            out = told[0] if told else {}
            counts = out["value"] if out.get("out") == "merged" else value
            text = "/".join([str(commit["seq"]), str(index), kind, record, group, out.get("out", ""),
                             canonical(counts)])
            total += int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
    return (total % 2**128).to_bytes(16, "big").hex()


for line in sys.stdin.buffer:
    message = json.loads(line)
    if "push" in message:
        for one in message["push"]["commits"]:
            print(content_hash(one, message["push"]["replica"]))
    else:
        print(digest(message["page"]))
