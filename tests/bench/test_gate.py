"""The repeatable gate: instructions of one comparison and of one list, which neither load nor clock of the machine change."""

import platform
import shutil

import bench
import functions
import measure
import pytest

pytestmark = [
    pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed: apt-get install valgrind"),
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the committed count is of x86_64"),
]


def held(name: str, counted: int) -> None:
    gate = bench.gate()
    print(f"{name}: {counted:,}")
    assert counted > 10_000, "nothing was done"
    assert counted <= gate[name] * (1 + gate["tolerance"])


def test_one_comparison_takes_no_more_instructions_than_before():
    held("instructions_per_comparison", measure.instructions_each([str(measure.loop())]))


def test_one_list_of_todos_takes_no_more_instructions_than_before():
    event, variables = functions.event("GET", "/todo"), {"TOKEN_SECRET": functions.SECRET}
    held("instructions_per_list", measure.instructions_each([str(measure.list_loop("ci"))], event, variables))
