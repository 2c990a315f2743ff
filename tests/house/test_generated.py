"""What is generated and committed is current, where no Rust test says so already."""

import sys

from house import ROOT, run

NOTICE = ROOT / "estimator" / "prices" / "data" / "notice.py"


def test_the_notice_names_the_sources_of_the_prices():
    found = run(sys.executable, NOTICE, "--check")
    assert found.returncode == 0, found.stderr


def test_every_source_of_a_price_is_in_the_notice():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    used = set()
    for prices in (ROOT / "estimator" / "prices" / "data" / "prices").glob("*.csv"):
        lines = prices.read_text(encoding="utf-8").splitlines()
        used |= {line.rsplit(",", 1)[1] for line in lines if line and not line.startswith("#")}
    listed = (ROOT / "estimator" / "prices" / "data" / "sources.csv").read_text(encoding="utf-8")
    known = {line.split(",", 1)[0] for line in listed.splitlines()[1:]}
    assert used <= known, used - known
    assert notice.count("\n- ") > 40
