"""The online part, as a learning platform tells it: a Moodle report of course completion (CSV), of which the number and the day alone are read."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

_ID = {"id number", "idnumber", "id-number"}
_DONE = {"course complete", "course completed", "completed", "completion date", "date completed", "time completed", "timecompleted"}
_NOT = {"", "-", "–", "no", "n/a", "not completed", "0"}
# ISO, the long and short dates of Moodle's reports.
_FORMS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%A, %d %B %Y, %I:%M %p", "%d %B %Y, %I:%M %p", "%d/%m/%y, %H:%M", "%d/%m/%Y", "%d.%m.%Y")
MOST_LINES, MOST_WRONG = 2000, 10


class BadReport(ValueError):
    """The text names lines and columns, never what stands in them: a report holds names."""


def number_for_platform(session: str, number: int) -> str:
    """A participant's “ID number” in the platform: the session and the place."""
    return f"{session}-{number}"


def read(content: bytes, session: str) -> dict[int, date]:
    """Number of the place → day of completion, of this session's lines. Raises BadReport with every wrong line (the first ten)."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadReport(_("The file is not written in UTF-8: export it again as CSV.")) from None
    head = text.split("\n", 1)[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count)))
    except csv.Error:
        raise BadReport(_("The file is no table of values separated by commas: export it again as CSV.")) from None
    if not rows or len(rows) > MOST_LINES:
        raise BadReport(_("The file is empty, or longer than %(most)s lines.") % {"most": MOST_LINES})
    names = [name.strip().casefold() for name in rows[0]]
    columns = [next((place for place, name in enumerate(names) if name in wanted), None) for wanted in (_ID, _DONE)]
    who, when = columns
    if who is None or when is None:
        raise BadReport(_("The first line names no column “ID number”, or none of “Course complete”: choose both in the report."))
    found: dict[int, date] = {}
    wrong: list[str] = []
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(who, when):
            wrong.append(_("line %(line)s has too few columns") % {"line": line})
            continue
        number = re.fullmatch(re.escape(session) + r"-([0-9]{1,3})", row[who].strip())
        if number is None:
            continue  # somebody of another session, or of none
        if row[when].strip().casefold() in _NOT:
            continue
        day = _day(row[when].strip())
        if day is None:
            wrong.append(_("line %(line)s: the date of completion cannot be read") % {"line": line})
        elif int(number[1]) in found:
            wrong.append(_("line %(line)s: this number was there already") % {"line": line})
        else:
            found[int(number[1])] = day
    if wrong:
        raise BadReport("; ".join(wrong[:MOST_WRONG]) + ("; …" if len(wrong) > MOST_WRONG else ""))
    if not found:
        raise BadReport(_("Nobody of this session has finished by this report. Its numbers look like %(example)s.") % {"example": f"{session}-1"})
    return found


def _day(text: str) -> date | None:
    if re.fullmatch(r"1[0-9]{9}", text):
        return datetime.fromtimestamp(int(text), UTC).date()
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
