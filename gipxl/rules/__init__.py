"""Plan (and baseline) to findings: the catalogue and its runner."""

from gipxl.rules.catalogue import RULES
from gipxl.rules.finding import Finding, Findings, Ignored, Level, NotRun
from gipxl.rules.rule import Remark, Review, Rule
from gipxl.rules.runner import run
from gipxl.rules.selection import chosen

__all__ = ["RULES", "Finding", "Findings", "Ignored", "Level", "NotRun", "Remark", "Review", "Rule", "chosen", "run"]
