"""The repeatable gate: instructions of one comparison, which neither load nor clock of the machine change."""

import platform
import shutil

import bench
import measure
import pytest


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed: apt-get install valgrind")
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the committed count is of x86_64")
def test_one_comparison_takes_no_more_instructions_than_before():
    gate = bench.gate()
    counted = measure.instructions_each(measure.loop())
    print(f"{counted:,} instructions a comparison")
    assert counted > 10_000, "nothing was compared"
    assert counted <= gate["instructions_per_comparison"] * (1 + gate["tolerance"])
