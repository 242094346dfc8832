"""The e-mails: the one that sends copy and report, one to each owner, and the digest for the directors."""

from gipxl.outputs.email.covering import covering
from gipxl.outputs.email.directors import to_directors
from gipxl.outputs.email.draft import Attachment, Draft, Drafts, Kind, Link
from gipxl.outputs.email.owners import to_owners
from gipxl.outputs.email.wording import subject

__all__ = [
    "Attachment",
    "Draft",
    "Drafts",
    "Kind",
    "Link",
    "covering",
    "subject",
    "to_directors",
    "to_owners",
]
