"""The plan for the website: a workbook written anew from what may be published, and nothing else of the plan.

:func:`public_version` says what may be published and what stands in the way; :mod:`workbook`, :mod:`delimited` and
:mod:`opendocument` write it.
"""

from gipxl.outputs.public.version import PublicVersion, public_version

__all__ = ["PublicVersion", "public_version"]
