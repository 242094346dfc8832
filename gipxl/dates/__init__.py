"""What people write for a date: the day, how exact it is, and why it was read so."""

from gipxl.dates.almanac import financial_year, swapped, year_end
from gipxl.dates.cells import read_date
from gipxl.dates.columns import ColumnOrder, ColumnProof, column_order
from gipxl.dates.prose import dates_in
from gipxl.dates.readings import DateContext, DateReading, Exactness, FoundDate

__all__ = [
    "ColumnOrder",
    "ColumnProof",
    "DateContext",
    "DateReading",
    "Exactness",
    "FoundDate",
    "column_order",
    "dates_in",
    "financial_year",
    "read_date",
    "swapped",
    "year_end",
]
