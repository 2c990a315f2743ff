#!/usr/bin/env python3
"""Cuts the AWS service models of botocore down to what the cleanup uses: `data/SERVICE.jsonl` and `SOURCES.tsv`.

    models/extract.py BOTOCORE            write the data from botocore's source tree
    models/extract.py BOTOCORE --check    exit 1 when the committed data is not what it would write
    models/extract.py --vectors SUITES    botocore's protocol test suites in the same form, to standard output

`operations.json` is the whole list: an operation is `read`, `create` (never sent twice) or `change`. A line of data is
one operation or one shape, in the model's own order of members, because some XML services insist on it. Documentation,
waiters and error lists are left out; scalar shapes are written where they are used. What our wire does not speak (event
streams) and what could hide a page (a token without a paginator) is refused here.
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROTOCOLS = ["json", "rest-json", "rest-xml", "query", "ec2"]
SCALARS = {"string", "character", "integer", "long", "short", "byte", "bigInteger", "float", "double", "bigDecimal",
           "boolean", "timestamp", "blob"}
TRAITS = {"locationName": "as", "queryName": "query", "location": "at", "flattened": "flat", "xmlNamespace": "ns",
          "xmlAttribute": "attribute", "timestampFormat": "time", "idempotencyToken": "token", "jsonvalue": "json",
          "hostLabel": "label"}
TOKEN = re.compile(r"token|marker|cursor|^position$|ExclusiveStart|LastEvaluated", re.IGNORECASE)
NO_TOKEN = re.compile(r"client|idempoten|creation|session|request", re.IGNORECASE)


class Refused(Exception):
    """The model holds something that the wire would get wrong."""


def traits_of(*layers: dict) -> dict:
    """What a reference says about a value, the reference before the shape."""
    merged: dict = {}
    for layer in layers:
        merged |= layer
    if merged.get("eventstream") or merged.get("event"):
        raise Refused("event streams are not spoken")
    found = {short: merged[long] for long, short in TRAITS.items() if merged.get(long)}
    if isinstance(found.get("ns"), str):
        found["ns"] = {"uri": found["ns"]}
    return found


class Model:
    """One service model, and the lines of the shapes that the chosen operations reach."""

    def __init__(self, name: str, model: dict):
        self.name, self.meta, self.shapes = name, model["metadata"], model["shapes"]
        self.lines: dict[str, dict] = {}

    def header(self) -> dict:
        offered = self.meta.get("protocols") or [self.meta["protocol"]]
        protocol = next((name for name in PROTOCOLS if name in offered), None)
        if protocol is None:
            raise Refused(f"{self.name}: none of its protocols is spoken: {offered}")
        prefix = self.meta.get("endpointPrefix", self.name)
        fields = {"protocol": protocol, "version": self.meta.get("apiVersion", ""), "prefix": prefix,
                  "signing": self.meta.get("signingName", prefix)}
        if protocol == "json":
            fields |= {"target": self.meta.get("targetPrefix", ""), "json": self.meta.get("jsonVersion", "1.0")}
        if "awsQueryCompatible" in self.meta:
            fields["query_errors"] = True
        return {"service": {"name": self.name} | fields}

    def kind_of(self, reference: dict) -> tuple[str, dict]:
        """What a reference points at (a scalar's kind, or a shape's name, visited) and its traits."""
        name = reference["shape"]
        shape = self.shapes[name]
        traits = traits_of({k: v for k, v in shape.items() if k in TRAITS or k == "eventstream"}, reference)
        kind = shape["type"]
        if kind in SCALARS:
            return kind, traits
        if shape.get("document"):
            return "document", traits
        self.visit(name)
        return name, traits

    def referred(self, reference: dict) -> list:
        kind, traits = self.kind_of(reference)
        return [kind, traits] if traits else [kind]

    def visit(self, name: str) -> None:
        if name in SCALARS or name == "document":
            raise Refused(f"{self.name}: a shape is called `{name}` like a scalar")
        if name in self.lines:
            return
        self.lines[name] = {}
        shape = self.shapes[name]
        if shape["type"] == "list":
            line = {"list": {"name": name, "each": self.referred(shape["member"])}}
        elif shape["type"] == "map":
            line = {"map": {"name": name, "key": self.referred(shape["key"]), "value": self.referred(shape["value"])}}
        elif shape["type"] == "structure":
            members = [[key, *self.referred(member)] for key, member in shape["members"].items()]
            about = {"must": shape.get("required"), "payload": shape.get("payload"), "union": shape.get("union")}
            about = {key: value for key, value in about.items() if value}
            line = {"structure": {"name": name} | about | {"members": members}}
        else:
            raise Refused(f"{self.name}: shape {name} is of an unknown type `{shape['type']}`")
        self.lines[name] = line

    def operation(self, name: str, given: dict, extra: dict) -> dict:
        http = given.get("http", {})
        fields = {"name": name} | extra | {"method": http.get("method", "POST"), "uri": http.get("requestUri", "/")}
        if (given.get("endpoint") or {}).get("hostPrefix"):
            fields["host"] = given["endpoint"]["hostPrefix"]
        for side in ("input", "output"):
            if given.get(side):
                fields[side] = self.referred(given[side])
        if (given.get("output") or {}).get("resultWrapper"):
            fields["wrap"] = [given["output"]["resultWrapper"]]
        checksum = given.get("httpChecksum") or {}
        if checksum.get("requestChecksumRequired") or given.get("httpChecksumRequired"):
            fields["checksum"] = True
        return {"operation": fields}


def text_of(lines: list) -> str:
    return "".join(json.dumps(line, separators=(",", ":"), ensure_ascii=True) + "\n" for line in lines)


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def pages_of(model: Model, service: str, name: str, given: dict, paginators: dict, own: dict) -> dict:
    """How to read on; a read operation that could have a second page and does not say how is refused."""
    page = paginators.get(name)
    if page is None and f"{service}.{name}" in own:
        extra = own[f"{service}.{name}"]
        page = {"input_token": extra["input"], "output_token": extra["output"], "result_key": extra["items"]}
    if page is None:
        members = {side: model.shapes[given[side]["shape"]].get("members", {}) if given.get(side) else {}
                   for side in ("input", "output")}
        if all(any(TOKEN.search(key) and not NO_TOKEN.search(key) for key in keys) for keys in members.values()):
            raise Refused(f"{service}.{name} takes and gives a token but has no paginator: name its pages in operations.json")
        return {}
    fields = {"send": listed(page["input_token"]), "take": listed(page["output_token"]),
              "items": listed(page["result_key"])}
    if page.get("more_results"):
        fields["more"] = page["more_results"]
    for path in fields["send"] + fields["take"] + fields["items"] + listed(fields.get("more", "x")):
        if not re.fullmatch(r"[A-Za-z]+(\.[A-Za-z]+)*", path):
            raise Refused(f"{service}.{name}: the page expression `{path}` is more than a path")
    return {"page": fields}


def read_json(path: Path) -> tuple[dict, str]:
    packed = path.with_name(path.name + ".gz")
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    return json.loads(raw), hashlib.sha256(raw).hexdigest()


def service_text(root: Path, service: str, chosen: dict, wanted: dict) -> tuple[str, list[str]]:
    folder = sorted(path for path in (root / "botocore" / "data" / service).iterdir() if path.is_dir())[-1]
    raw, digest = read_json(folder / "service-2.json")
    paginators = read_json(folder / "paginators-1.json")[0]["pagination"]
    model = Model(service, raw)
    operations, sources = [], []
    kinds = {name: kind for kind, names in chosen.items() for name in names}
    for name in sorted(kinds):
        given, extra = raw["operations"][name], {"kind": kinds[name]}
        if kinds[name] == "read":
            extra |= pages_of(model, service, name, given, paginators, wanted["pages"])
        for about in ("partial", "defaults"):
            if f"{service}.{name}" in wanted[about]:
                extra[about] = wanted[about][f"{service}.{name}"]
        operations.append(model.operation(name, given, extra))
        sources.append(f"{service}\t{folder.name}\t{name}\t{kinds[name]}\t{digest}\n")
    return text_of([model.header(), *operations, *(model.lines[name] for name in sorted(model.lines))]), sources


def extracted(root: Path) -> dict[Path, str]:
    wanted = json.loads((HERE / "operations.json").read_text())
    files, sources = {}, ["service\tversion\toperation\tkind\tsha256 of botocore's service-2.json\n"]
    for service, chosen in sorted(wanted["operations"].items()):
        text, rows = service_text(root, service, chosen, wanted)
        files[HERE / "data" / f"{service}.jsonl"] = text
        sources += rows
    files[HERE / "SOURCES.tsv"] = "".join(sources)
    return files


def error_of(suite: dict, case: dict, protocol: str) -> list[dict]:
    """The shape of a test's error as if it were an output, found by its code as botocore finds it."""
    for name, shape in suite["shapes"].items():
        if shape.get("exception") and case["errorCode"] in (name, (shape.get("error") or {}).get("code")):
            wrap = {"ec2": ["Errors", "Error"], "query": ["Error"], "rest-xml": ["Error"]}.get(protocol, [])
            return [{"output": {"shape": name}, "wrap": wrap}]
    return []


def vectors(suites: Path) -> list[dict]:
    """Each case of botocore's suites as one service with one operation; `refused` where the extractor says no."""
    ignored = json.loads((suites / "protocol-tests-ignore-list.json").read_text())
    found = []
    for side in ("input", "output"):
        for path in sorted((suites / side).glob("*.json")):
            if "cbor" in path.name:
                continue
            for suite in json.loads(path.read_text()):
                found += [vector(suite, case, side, path.stem, ignored) for case in suite["cases"]]
    return found


def vector(suite: dict, case: dict, side: str, protocol: str, ignored: dict) -> dict:
    lists = [ignored["general"].get(side, {}), ignored["protocols"].get(protocol, {}).get(side, {})]
    skip = any(suite["description"] in one.get("suites", []) or case["id"] in one.get("cases", []) for one in lists)
    given, row = dict(case["given"]), {"side": side, "file": protocol, "id": case["id"], "ignored": skip, "case": case,
                                     "endpoint": suite.get("clientEndpoint")}
    model = Model("vectors", suite)
    members = suite["shapes"].get((given.get("output") or {}).get("shape"), {}).get("members")
    if side == "output" and protocol == "query" and members and "error" not in case:
        given["output"] = given["output"] | {"resultWrapper": f"{given['name']}Result"}
    extra = {"kind": "change"}
    try:
        if "error" in case:
            for error in error_of(suite, case, suite["metadata"]["protocol"]):
                given["output"], extra["wrap"] = error["output"], error["wrap"]
        operation = model.operation(given["name"], given, extra)
        row["operation"], row["service"] = given["name"], text_of([model.header(), operation, *model.lines.values()])
    except Refused as reason:
        row["refused"] = str(reason)
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("botocore", nargs="?", type=Path, help="the folder of botocore's source package")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--vectors", type=Path, metavar="SUITES", help="botocore's tests/unit/protocols")
    arguments = parser.parse_args()
    if arguments.vectors:
        json.dump(vectors(arguments.vectors), sys.stdout)
        return 0
    if not arguments.botocore:
        parser.error("name the folder of botocore's source package")
    files = extracted(arguments.botocore)
    if arguments.check:
        stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
        stale += sorted(set((HERE / "data").glob("*")) - set(files))
        for path in stale:
            print(f"stale: {path.relative_to(HERE)}; run models/extract.py", file=sys.stderr)
        return 1 if stale else 0
    (HERE / "data").mkdir(exist_ok=True)
    for path, text in files.items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as reason:
        print(f"extract.py: {reason}", file=sys.stderr)
        sys.exit(2)
