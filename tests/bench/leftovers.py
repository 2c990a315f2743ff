"""Three tools that clean up, side by side on the same zoo: what each deletes that it should not, what it leaves, what it takes."""

import json
import pathlib
import shutil

import cleaners
import measure
from cloud import Taken, cloud
from report import Section, Table

KEYS = {f"aws-nuke {cleaners.NUKE}": "nuke", f"c7n {cleaners.C7N}": "c7n"}


def one(name: str) -> dict:
    """One tool on a fresh account."""
    place = measure.TARGET / "bench" / "leftovers" / name.replace(" ", "-")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    taken = Taken()
    with cloud() as account:
        with account.settling():
            cleaners.CLEANERS[name](account, place, taken)
        calls = dict(account.door.calls)
        done = account.judged()
        kinds = {made["kind"] for made in account.made}
        restless = sorted(f"{kind} {ident}" for kind, ident in account.restless)
    unsupported = sorted(kinds & reported_only()) if name not in KEYS else sorted(kind for kind in kinds if KEYS[name] not in cleaners.TYPES.get(kind, {}))
    return {"tool": name, "kinds": len(kinds), "unsupported": unsupported, "calls": calls, "restless": restless, **vars(taken), **done}


def reported_only() -> set[str]:
    """The types that ours shows and never deletes: its data says why."""
    data = json.loads((measure.ROOT / "functions" / "cleanup" / "engine" / "data" / "resource_types.json").read_text(encoding="utf-8"))
    return {kind["kind"] for kind in data["types"] if kind.get("report_only")}


def row(result: dict) -> list[str]:
    count = {key: str(len(result[key])) for key in ("deleted", "changed", "held", "left", "gone", "unsupported")}
    methods = ", ".join(f"{method} {times}" for method, times in sorted(result["calls"].items()))
    took = [f"{result['seconds']:.1f}", f"{result['cpu']:.1f}", f"{result['megabytes']:.0f}"]
    ends = " ".join(map(str, result["ends"]))
    done = [count["deleted"], count["changed"], count["held"], count["gone"], count["left"], count["unsupported"]]
    return [result["tool"], *done, f"{sum(result['calls'].values())} ({methods})", *took, ends]


HEAD = ["tool", "protected, deleted", "protected, changed", "needed by what is kept, deleted", "leftovers gone", "leftovers left", "types it cannot delete",
        "calls", "s", "CPU s", "MB, most", "exit"]


def words(results: list[dict]) -> str:
    lines = [
        f"A fresh moto with the zoo ({results[0]['kinds']} types) for each; the wish is the same: delete what has the tag `lab`, keep what has `keep`, touch "
        "nobody else's and no defaults. Calls are counted at a door before moto. Each ran three times, ours until its plan was empty. Ours is "
        "a debug build; its consent is typed at a terminal. All seconds are of this machine at its load. moto refuses less than AWS: what AWS would "
        "have refused to delete counts as deleted here, and what moto answers wrongly (S3 to aws-nuke) counts as left. What AWS does by itself within minutes and moto never is done "
        "for all three: cards and addresses of machines that are gone, caches that stay `deleting`. A filter of aws-nuke on a tag that a type does not "
        "tell it is inverted here, so it leaves the whole type. Its hazard H6 (a filter that a type can't answer is no filter) was not tried.",
    ]
    for result in results:
        for what, title in [("deleted", "deleted, protected"), ("changed", "changed, protected"), ("held", "deleted, needed by what is kept"),
                            ("left", "left"), ("unsupported", "no deletion for")]:
            if result[what]:
                lines.append(f"\n- {result['tool']}, {title}: " + ", ".join(f"`{thing}`" for thing in result[what]))
    return "\n".join(lines)


def section() -> Section:
    cleaners.install()
    results = [one(name) for name in cleaners.CLEANERS]
    place: pathlib.Path = measure.TARGET / "bench" / "leftovers.json"
    about = {"machine": measure.machine(), "commit": measure.commit(), "results": results}
    place.write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return Section("Leftovers: beside two tools that clean up", words(results), beside=Table(HEAD, [row(result) for result in results]))
