"""docs/preflight.md names every rule with its severity, and no other."""

import re

from digest.render.preflight import Rule
from tests.shared import ROOT


def test_every_rule_is_documented_with_its_severity() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (error|warning) \|", (ROOT / "docs" / "preflight.md").read_text("utf-8"), re.MULTILINE
    )
    assert dict(rows) == {rule.value: rule.severity.value for rule in Rule}
    assert len(rows) == len(Rule)
