"""What stands in the way of publishing, or should be known before: the findings of ``gipxl publish`` alone."""

from __future__ import annotations

from enum import Enum

from gipxl.plan import Action
from gipxl.rules.finding import Finding, Level


class Code(Enum):
    """Each kind of finding: its code, its name and how grave it is. An error stops the public version."""

    MARKED_TEXT = ("PUB01", "marked-text", Level.ERROR)
    OWNER_WITHOUT_POST = ("PUB02", "owner-without-post", Level.ERROR)
    PERSON_NAMED = ("PUB03", "person-named", Level.ERROR)
    WITHHELD_MENTIONED = ("PUB04", "withheld-action-mentioned", Level.ERROR)
    PERSONAL_DETAIL = ("PUB05", "personal-detail", Level.ERROR)
    UPDATES_OF_MARKED_PLAN = ("PUB06", "updates-of-marked-plan", Level.ERROR)
    HIDDEN_NOT_TOLD = ("PUB07", "hidden-rows-not-told", Level.ERROR)
    SEVERAL_COLUMNS = ("PUB08", "several-columns-of-publication", Level.ERROR)
    NOTHING_LEFT = ("PUB09", "nothing-to-publish", Level.ERROR)
    UNCLEAR_MARK = ("PUB10", "unclear-whether-public", Level.WARNING)
    HIDDEN_ROW = ("PUB11", "hidden-action", Level.WARNING)
    HIDDEN_COLUMN = ("PUB12", "hidden-column", Level.WARNING)
    PLACEHOLDER = ("PUB13", "placeholder-published", Level.WARNING)
    DATE_NOT_READ = ("PUB14", "date-not-published", Level.WARNING)

    @property
    def code(self) -> str:
        """ "PUB01"."""
        return self.value[0]

    @property
    def title(self) -> str:
        """Its name, such as "marked-text"."""
        return self.value[1]

    @property
    def level(self) -> Level:
        """How grave it is."""
        return self.value[2]

    def found(
        self, message: str, fix: str, *, sheet: str, cell: str = "", action: Action | None = None, row: int = 0
    ) -> Finding:
        """A finding of this kind."""
        return Finding(
            code=self.code,
            name=self.title,
            level=self.level,
            ref=(action.ref or None) if action else None,
            sheet=sheet,
            cell=cell or None,
            row=action.row if action else row,
            message=message,
            fix=fix,
        )
