"""An Office file as a zip of parts: read one, change one, add some, leave every other untouched.

This room knows nothing of plans. Where to start:

* ``book.Workbook``: a workbook being added to (formats, notes, sheets, names, cell values);
* ``receipt.compare``: what a copy kept, changed and lost;
* ``parts.Package``: the zip itself, which needs none of the XML modules;
* ``workbook.read``, ``relationships.of``, ``sheet.SheetXml``: reading a workbook's own XML;
* ``legible.legible``: a workbook in an unusual spelling, for readers that know the usual one alone;
* ``marks``: how gipxl knows again what it wrote.
"""
