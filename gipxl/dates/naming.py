"""From tokens to what they name: one function for each shape of the grammar (shapes.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from gipxl.dates.almanac import YEARS, days_in
from gipxl.dates.named import Counted, Named, NamedDay, Year
from gipxl.dates.readings import DateContext, Exactness
from gipxl.dates.stretches import NamedSpan
from gipxl.dates.tokens import Token, century

Tokens = Sequence[Token]


def year_of(tokens: Tokens, *, financial: bool = False) -> Year | None:
    """The year that the tokens write: one number, or two for a financial year."""
    numbers = [token for token in tokens if token.kind in "Yy2"]
    if not numbers:
        return None
    begins = century(numbers[0].value) if numbers[0].kind == "2" else numbers[0].value
    if len(numbers) == 1:
        if any(token.kind == "F" for token in tokens):
            note = f"FY {begins} taken for the financial year that ends in {begins}"
            return Year(number=begins - 1, financial=True, note=note)
        return Year(number=begins, financial=financial)
    if numbers[0].kind == "2" and (numbers[0].value + 1) % 100 != numbers[1].value:
        return None  # Q2 (30/09): no year
    return _year_pair(begins, numbers[1])


def _year_pair(begins: int, second: Token) -> Year:
    """2020/21; a longer span is taken for the financial year in which it ends."""
    ends = second.value if second.kind != "2" else begins - begins % 100 + second.value
    if ends < begins and second.kind == "2" and begins % 100 > 90:
        ends += 100
    written = f"{begins}/{ends % 100:02}"
    if ends == begins:
        return Year(number=begins, financial=True, fault=f"{written} is no financial year: its halves are the same")
    if ends < begins:
        return Year(number=begins, financial=True, fault=f"{written} is no financial year: it ends before it begins")
    note = f"{begins} to {ends}: taken for the end of the financial year that ends in {ends}"
    return Year(number=ends - 1, financial=True, note="" if ends == begins + 1 else note)


def _of_kind(tokens: Tokens, kinds: str) -> list[Token]:
    return [token for token in tokens if token.kind in kinds]


def _part(tokens: Tokens) -> int:
    """The part that is meant: the last one named ("mid to late March" is late)."""
    parts = _of_kind(tokens, "P")
    return parts[-1].value if parts else 0


def _weekday(tokens: Tokens) -> int | None:
    return tokens[0].value if tokens[0].kind == "W" else None


# --- days --------------------------------------------------------------------------------------------------------


def iso_day(tokens: Tokens, context: DateContext) -> Named:
    year, month, day = _of_kind(tokens, "Y12")
    return NamedDay(year=Year(number=year.value), month=month.value, day=day.value, weekday=_weekday(tokens))


def day_in_numbers(tokens: Tokens, context: DateContext) -> Named:
    first, second, *rest = _of_kind(tokens, "12Yy")
    return _day_and_month(first.value, second.value, year_of(rest), _weekday(tokens), context)


def day_in_figures(first: int, second: int, year: str, context: DateContext) -> NamedDay:
    """31/12/2020 or 31/12/20, already taken apart."""
    number = int(year) if len(year) == 4 else century(int(year))
    return _day_and_month(first, second, Year(number=number), None, context)


def _day_and_month(first: int, second: int, year: Year | None, weekday: int | None, context: DateContext) -> NamedDay:
    """Day before month, unless only the other way makes sense or the column is written the other way."""
    day_first = NamedDay(day=first, month=second, year=year, weekday=weekday)
    month_first = NamedDay(day=second, month=first, year=year, weekday=weekday)
    if 1 <= first <= 12 < second <= 31:
        return replace(month_first, note=f"read month first: there is no month {second}")
    if first > 12 or second > 12 or first < 1 or second < 1:
        return day_first
    if context.month_first:
        return replace(month_first, note="read month first, as its column is written")
    return day_first if first == second else replace(day_first, other=(first, second))


def bad_year(tokens: Tokens, context: DateContext) -> Named:
    written = tokens[-1].word
    fault = f"{written} is no year from {YEARS[0]} to {YEARS[-1]}"
    return NamedDay(day=1, month=1, year=Year(number=0, fault=fault))


def day_then_month(tokens: Tokens, context: DateContext) -> Named:
    place = next(i for i, token in enumerate(tokens) if token.kind in "Mm")
    day = _of_kind(tokens[:place], "12o")[0]
    month = tokens[place]
    return NamedDay(day=day.value, month=month.value, year=year_of(tokens[place:]), weekday=_weekday(tokens))


def month_then_day(tokens: Tokens, context: DateContext) -> Named:
    place = next(i for i, token in enumerate(tokens) if token.kind in "Mm")
    day, *rest = _of_kind(tokens[place:], "12oYy")
    return NamedDay(day=day.value, month=tokens[place].value, year=year_of(rest), weekday=_weekday(tokens))


def year_month_day(tokens: Tokens, context: DateContext) -> Named:
    (year,), (month,), (day,) = _of_kind(tokens, "Y"), _of_kind(tokens, "Mm"), _of_kind(tokens, "12o")
    return NamedDay(day=day.value, month=month.value, year=Year(number=year.value))


def days_of_month(tokens: Tokens, context: DateContext) -> Named:
    """1-15 October 2020."""
    place = next(i for i, token in enumerate(tokens) if token.kind in "Mm")
    first, last = _of_kind(tokens[:place], "12o")
    year = year_of(tokens[place:])
    return NamedSpan(exact=Exactness.MONTH, number=tokens[place].value, year=year, days=(first.value, last.value))


def eight_figures(tokens: Tokens, context: DateContext) -> Named:
    figures = f"{tokens[0].value:08}"
    if int(figures[:4]) in YEARS and 1 <= int(figures[4:6]) <= 12:
        return NamedDay(year=Year(number=int(figures[:4])), month=int(figures[4:6]), day=int(figures[6:]))
    if int(figures[4:]) not in YEARS:
        return bad_year([tokens[0]._replace(word=figures[4:])], context)
    return _day_and_month(int(figures[:2]), int(figures[2:4]), Year(number=int(figures[4:])), None, context)


def serial_day(serial: float, from_1904: bool) -> NamedDay | None:
    """The day that a day number of Excel's stands for, where it plausibly is one (1954 to 2119)."""
    if not 20_000 <= serial <= 80_000:
        return None
    day = (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(serial))
    return NamedDay(
        year=Year(number=day.year), month=day.month, day=day.day, note=f"the day number {int(serial)} of Excel"
    )


def serial(tokens: Tokens, context: DateContext) -> Named | None:
    return serial_day(tokens[0].value, context.from_1904)


# --- stretches ---------------------------------------------------------------------------------------------------


def month_or_day(tokens: Tokens, context: DateContext) -> Named:
    place = next(i for i, token in enumerate(tokens) if token.kind in "Mm")
    year = year_of(tokens[place:]) or year_of(tokens[:place])
    month = tokens[place].value
    numbers = _of_kind(tokens[place:], "2")
    if year and len(numbers) == 1 == len(_of_kind(tokens, "Y2P")) and _rather_day(year, month, context):
        note = f"{numbers[0].value} taken for the day: as a year it would be far from the plan's"
        return NamedDay(day=numbers[0].value, month=month, note=note)
    return NamedSpan(exact=Exactness.MONTH, number=month, year=year, part=_part(tokens))


def _rather_day(year: Year, month: int, context: DateContext) -> bool:
    """In a plan of about 2020 "Dec 20" is a month and its year, "Sept 30" a day."""
    if context.financial_year is None or not 1 <= year.number % 100 <= days_in(2000, month):
        return False
    return not context.financial_year - 2 <= year.number <= context.financial_year + 5


def number_month(tokens: Tokens, context: DateContext) -> Named:
    """12/2020."""
    (month,), year = _of_kind(tokens, "12"), _of_kind(tokens, "Y")
    return NamedSpan(exact=Exactness.MONTH, number=month.value, year=year_of(year), part=_part(tokens))


def year_and_number(tokens: Tokens, context: DateContext) -> Named:
    """2020/12 is a month, 2020/21 a financial year; so is 2011/12."""
    year, second = _of_kind(tokens, "Y12")
    if second.kind == "1" or (1 <= second.value <= 12 and second.value != (year.value + 1) % 100):
        return NamedSpan(exact=Exactness.MONTH, number=second.value, year=Year(number=year.value), part=_part(tokens))
    return NamedSpan(exact=Exactness.YEAR, year=_year_pair(year.value, second), part=_part(tokens))


def week_of_month(tokens: Tokens, context: DateContext) -> Named | None:
    """Second week of March: the 8th to the 14th; a fifth or the last one: the last seven days."""
    place = next(i for i, token in enumerate(tokens) if token.kind in "Mm")
    month, week = tokens[place].value, tokens[0].value
    if tokens[0].word in ("next", "coming") or week > 5:
        return None
    last = 7 * week if 1 <= week <= 4 else days_in(2000, month)
    return NamedSpan(exact=Exactness.WEEK, number=month, year=year_of(tokens[place:]), days=(last - 6, last))


def quarter(tokens: Tokens, context: DateContext) -> Named:
    return _part_of_year(tokens, Exactness.QUARTER)


def half(tokens: Tokens, context: DateContext) -> Named:
    """H1 2021 is of the financial year; "first half of 2021" names the calendar year."""
    by_words = bool(_of_kind(tokens, "h")) and not _of_kind(tokens, "FHV/-~")
    return _part_of_year(tokens, Exactness.HALF_YEAR, calendar=by_words and len(_of_kind(tokens, "Yy2")) == 1)


def _part_of_year(tokens: Tokens, exact: Exactness, calendar: bool = False) -> Named:
    calendar = calendar or bool(_of_kind(tokens, "C"))
    number = _of_kind(tokens, "QHon")[0].value
    year = year_of(tokens, financial=not calendar)
    return NamedSpan(exact=exact, number=number, year=year, calendar=calendar, part=_part(tokens))


def season(tokens: Tokens, context: DateContext) -> Named:
    season = _of_kind(tokens, "S")[0].value
    return NamedSpan(exact=Exactness.SEASON, number=season, year=year_of(tokens), part=_part(tokens))


def year_or_part(tokens: Tokens, context: DateContext) -> Named:
    """2020/21, FY21, "end of the financial year", "end of 2021", "year end 2021", "calendar year 2021"."""
    year = year_of(tokens)
    of_calendar = bool(_of_kind(tokens, "C")) or bool(year and not year.financial)
    return NamedSpan(exact=Exactness.YEAR, year=year, calendar=of_calendar, part=_part(tokens))


def counted(tokens: Tokens, context: DateContext) -> Named | None:
    unit = tokens[-1]
    units = {"u": ("day", "month")[min(unit.value, 1)], "k": "week", "V": "year"}
    name = units[unit.kind]
    if _of_kind(tokens, "g"):
        if name != "day":
            return None
        name = "working day"
    return Counted(count=tokens[0].value, unit=name)


def short_numbers(tokens: Tokens, context: DateContext) -> Named:
    """31/12 without a year; 12/20 and 03/21 can only be a month and its year; 20/21 is a financial year."""
    first, second = _of_kind(tokens, "12")
    if second.kind == "2" and second.value > 12:
        if 1 <= first.value <= 12 and not (context.month_first and second.value <= 31):
            return NamedSpan(exact=Exactness.MONTH, number=first.value, year=year_of([second]))
        if first.kind == "2" and first.value > 12:
            return NamedSpan(exact=Exactness.YEAR, year=year_of([first, second]))
    return _day_and_month(first.value, second.value, None, None, context)
