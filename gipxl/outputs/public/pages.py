"""What ``gipxl rules`` tells of each finding that only ``gipxl publish`` makes.

Each page says what is found and why, then what to do. They stand apart from the rules of a plan, whose examples are
tables that the rules are tried on: these look at what would be published, not at the plan.
"""

from __future__ import annotations

from collections.abc import Mapping

from gipxl.outputs.public.findings import Code

PAGES: Mapping[Code, str] = {
    Code.MARKED_TEXT: """
        A text that would be published carries a protective marking, such as OFFICIAL-SENSITIVE.

        What is marked is not for the public. Take it out of the cell that is named, or mark the action as exempt; it is
        then withheld, and counted in the totals. Markings of your own stand in markings.known in the settings.
        """,
    Code.OWNER_WITHOUT_POST: """
        An owner may be a person, and owners are published by post.

        An owner is taken for a post where every word of it is one that posts are made of ("Head of HR"). Give the post
        of anybody else in your own settings file (--settings), under publish.posts:

            [publish.posts]
            "J Smith" = "Head of HR"

        publish.owners = "name" publishes owners as they are typed; "none" leaves the column out.
        """,
    Code.PERSON_NAMED: """
        A text that would be published names somebody who owns an action, and owners are published by post.

        Name the post in the text instead, or let the settings say publish.owners = "name".
        """,
    Code.WITHHELD_MENTIONED: """
        A text that would be published speaks of an action that is withheld, by its ref or its title.

        Whoever reads it learns of the action all the same. Reword the text, or withhold its action too.
        """,
    Code.PERSONAL_DETAIL: """
        A text that would be published holds a personal detail, such as an e-mail address or a telephone number.

        Take it out of the cell that is named.
        """,
    Code.UPDATES_OF_MARKED_PLAN: """
        The plan is marked, and the settings publish its column of updates.

        Updates are written for colleagues. Leave update out of publish.columns, and write what may be published in a
        column “Wording for the report”.
        """,
    Code.HIDDEN_NOT_TOLD: """
        The workbook is of a kind that does not tell which rows and columns are hidden.

        What officers have hidden is not published, so this must be known. Open the workbook in Excel, save it as .xlsx,
        and publish that.
        """,
    Code.SEVERAL_COLUMNS: """
        A column speaks of what may be published, and gipxl does not go by it.

        Either another column is read so, or its heading is not one that gipxl is sure of. Keep one such column with
        Yes, No or Exempt in each row under a heading such as “Exempt”, or name it in the settings:

            [plan.columns]
            publication = "Shown to the public"
        """,
    Code.NOTHING_LEFT: """
        No action of the plan may be published.

        In a column of what may be published (“Publish?”) a blank cell is no yes. Other findings say why each action is
        withheld.
        """,
    Code.UNCLEAR_MARK: """
        It is not clear whether an action may be published: it is withheld, and counted in the totals.

        Its mark was not understood, or stands where it may have been meant otherwise. Write Publish or Exempt in the
        column that says what may be published. publish.exempt_words in the settings takes words of your own.
        """,
    Code.HIDDEN_ROW: """
        The row of an action, or its sheet, is hidden in the plan: the action is withheld, and counted in the totals.

        Unhide the row if the action may be published.
        """,
    Code.HIDDEN_COLUMN: """
        A column that would be published is hidden in the plan, and is left out.

        Unhide it if it may be published.
        """,
    Code.PLACEHOLDER: """
        A text is published with a placeholder in it, such as “TBC” or “[name]”.

        Write what it stands for.
        """,
    Code.DATE_NOT_READ: """
        A cell for a date holds something else, and is left out: what was typed there is never published.

        Write a day, a month or TBC there.
        """,
}
