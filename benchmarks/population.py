"""SYNTHETIC persons in any number, written by COPY with the program's own sealing: for benchmarks alone."""

from __future__ import annotations

import os
import random
import uuid
from datetime import timedelta
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FAMILIES = ["Karimi", "Hosseini", "Khalil", "Demir", "Jama", "Noori", "Khan", "Ahmadi", "Rahimi", "Sultani", "Haddad", "Yilmaz", "Popal", "Safi", "Amiri"]
BATCH = 20_000
COLUMNS = {
    "people_person": "id,citizenship,sex,year_of_birth,is_minor_presumed,unaccompanied,language,synthetic,recorded_at",
    "kernel_subjectkey": "subject,wrapped,root_version,made_at",
    "people_claimedidentity": "id,person_id,source,family_name,given_names,date_of_birth,birth_told,birth_precision,birth_calendar,"
    "citizenship,sex,recorded_at,script",
    "people_namekey": "id,person_id,key,recorded_at",
    "kernel_casefile": "id,number,procedure,state,version,subject,unit_id,opened_at,changed_at,closed,due_at,late,waits_for,priority",
    "kernel_grant": "id,case_id,unit_id,subject,basis,granted_at",
    "kernel_clockrow": "id,case_id,code,rule_id,anchor_at,due_at,state,ended_at",
    "kernel_event": "id,case_id,sequence,action,from_state,to_state,actor_name,at",
    "screening_screening": "case_id,person_id,reason,arrived_at,held_over_72_hours,border_section,place,copy_mode,route",
    "kernel_task": "id,case_id,unit_id,code,opened_at",
}
ASYLUM = {
    "asylum_application": "case_id,person_id,registration_id,kind,registered_at,lodged_at,route,extended",
    "asylum_interview": "id,case_id,person_id,about_admissibility,planned_at,minutes,place,language,variety,wanted_sex,interviewer,interpreter,"
    "without_interpreter,support_told,held_at,report,read_back,guardian_present,omitted,by_name,noted_at",
    "asylum_fact": "id,case_id,person_id,number,kind,statement,is_struck,outcome,has_reasons,factors,explained,benefit,assessed_by_name",
}
ACTIONS = ("register_arrival", "inform", "ask_asylum", "record_health", "offer_copy")
Rows = dict[str, list[tuple[object, ...]]]


class Writer:
    """Makes the rows of persons in twenty border units; one case in eight is open, one in 160 is late."""

    def __init__(self, persons: int) -> None:
        from django.utils import timezone

        from egnatia.kernel.models import RuleRow, Unit
        from egnatia.kernel.store import keys

        self.persons, self.draw, self.now, self.keys = persons, random.Random(7), timezone.now(), keys  # noqa: S311
        units = [*Unit.objects.filter(kind="BORDER").values_list("pk", flat=True)]
        self.units = units + [Unit.objects.create(code=f"BENCH-{number}", name=f"Bench {number}", kind="BORDER").pk for number in range(18)]
        self.rule = RuleRow.objects.filter(code__startswith="SCREENING", jurisdiction="EU")[0].pk
        self.root = AESGCM(keys.read_root_key(Path(os.environ["EGNATIA_DATA"]) / "keys" / "root.key"))
        self.families = {word: keys.blind_index("name", word) for name in FAMILIES for word in self._words(name)}

    @staticmethod
    def _words(text: str) -> set[str]:
        from egnatia.node.people import names

        return set(names.index_words(text))

    columns = COLUMNS

    def batch(self, start: int, size: int) -> Rows:
        rows: Rows = {table: [] for table in self.columns}
        for number in range(start, start + size):
            person = uuid.uuid4()
            at = self.now - timedelta(minutes=5 * (self.persons - number) % 500_000)
            key = self._person(rows, number, person, at)
            self._case(rows, number, person, at, key)
        return rows

    def _person(self, rows: Rows, number: int, person: uuid.UUID, at: object) -> AESGCM:
        identity, plain, nonce, year = uuid.uuid4(), AESGCM.generate_key(256), os.urandom(12), str(self.draw.randint(1950, 2015))
        key, family, given = AESGCM(plain), self.draw.choice(FAMILIES), f"Bench{number:07d}"

        def sealed(column: str, text: str) -> bytes:
            return self._sealed(key, "people_claimedidentity", column, identity, text)

        wrapped = nonce + self.root.encrypt(nonce, plain, f"subject-key|{person}|1".encode())
        names = [sealed(column, text) for column, text in (("family_name", family), ("given_names", given), ("date_of_birth", year), ("birth_told", year))]
        rows["people_person"].append((person, "AFG", 1, year, False, False, "prs", True, at))
        rows["kernel_subjectkey"].append((person, wrapped, 1, at))
        rows["people_claimedidentity"].append((identity, person, "DECLARED", *names, "Y", "GREGORIAN", "AFG", 1, at, ""))
        for word in self._words(f"{family} {given}"):
            rows["people_namekey"].append((uuid.uuid4(), person, self.families.get(word) or self.keys.blind_index("name", word), at))
        return key

    @staticmethod
    def _sealed(key: AESGCM, table: str, column: str, row: uuid.UUID, text: str) -> bytes:
        from egnatia.kernel.store.fields import VERSION

        once = os.urandom(12)
        return VERSION + once + key.encrypt(once, text.encode(), f"{table}|{column}|{row}|1".encode())

    def _case(self, rows: Rows, number: int, person: uuid.UUID, at: object, key: AESGCM) -> None:
        case, unit = uuid.uuid4(), self.units[number % len(self.units)]
        # Open and late cases in every unit: by the round, not by the number.
        turn = number // len(self.units)
        is_open, late = turn % 8 == 0, turn % 160 == 0
        due = self.now + timedelta(hours=self.draw.randint(1, 4000)) if is_open else None
        waits = "{G-COPY}" if is_open else "{}"
        line = (case, f"B-{number:07d}", "screening", "open" if is_open else "ended", 5, person, unit, at, at, not is_open, due, late, waits, turn % 80 == 40)
        rows["kernel_casefile"].append(line)
        rows["kernel_grant"].append((uuid.uuid4(), case, unit, person, "OPENED", at))
        ended = None if is_open else at
        rows["kernel_clockrow"].append((uuid.uuid4(), case, "SCREENING_MAX", self.rule, at, due or at, "MET" if ended else "OPEN", ended))
        for step, action in enumerate(ACTIONS, 1):
            rows["kernel_event"].append((uuid.uuid4(), case, step, action, "open", "open", "Bench", at))
        rows["screening_screening"].append((case, person, "UNAUTH_CROSSING", at, False, "RS-MK", "Bench", "", ""))
        if late:
            rows["kernel_task"].append((uuid.uuid4(), case, unit, "SCREENING_MAX", at))


class Applications(Writer):
    """An asylum case of each person in one authority: one in eight is open, with an interview and two facts; one in 160 is late."""

    columns = {**COLUMNS, **ASYLUM}

    def __init__(self, persons: int) -> None:
        from egnatia.kernel.models import RuleRow, Unit

        super().__init__(persons)
        self.unit = Unit.objects.get(code="ASYLUM").pk
        self.rule = RuleRow.objects.filter(code="DECIDE_REGULAR", synthetic=False)[0].pk

    def _case(self, rows: Rows, number: int, person: uuid.UUID, at: object, key: AESGCM) -> None:
        case, registration = uuid.uuid4(), uuid.uuid4()
        is_open, late = number % 8 == 0, number % 160 == 0
        due = self.now + timedelta(hours=self.draw.randint(1, 4000)) if is_open else None
        waits = "{G-HEARD}" if is_open else "{}"
        line = (
            case,
            f"B-{number:07d}",
            "asylum",
            "open" if is_open else "final",
            5,
            person,
            self.unit,
            at,
            at,
            not is_open,
            due,
            late,
            waits,
            number % 80 == 40,
        )
        rows["kernel_casefile"] += [
            line,
            (registration, f"R-{number:07d}", "registration", "ended", 4, person, self.unit, at, at, True, None, False, "{}", False),
        ]
        rows["kernel_grant"] += [(uuid.uuid4(), each, self.unit, person, "OPENED", at) for each in (case, registration)]
        rows["kernel_clockrow"].append((uuid.uuid4(), case, "DECIDE", self.rule, at, due or at, "OPEN" if is_open else "MET", None if is_open else at))
        for step, action in enumerate(("begin", "plan_interview", "record_interview", "add_fact", "add_fact"), 1):
            rows["kernel_event"].append((uuid.uuid4(), case, step, action, "open", "open", "Bench", at))
        rows["asylum_application"].append((case, person, registration, "FIRST", at, at, "REGULAR", 0))
        interview = uuid.uuid4()
        report = self._sealed(key, "asylum_interview", "report", interview, "\n\n".join(f"SYNTHETIC paragraph {each} of the report." * 6 for each in range(40)))
        place = (at, 120, "SYNTHETIC room", "prs", "", "ANY", "Bench", "RS-1")
        rows["asylum_interview"].append((interview, case, person, False, *place, False, True, at, report, True, False, "", "Bench", at))
        for fact in (1, 2):
            row = uuid.uuid4()
            statement = self._sealed(key, "asylum_fact", "statement", row, f"SYNTHETIC fact {fact}")
            rows["asylum_fact"].append((row, case, person, fact, "PAST", statement, False, "", False, "{}", False, "{}", ""))
        if late:
            rows["kernel_task"].append((uuid.uuid4(), case, self.unit, "DECIDE", at))


def seed(persons: int, admin: str, kind: type[Writer] = Writer) -> None:
    """Write them over ``admin``, a connection that row-level security does not bind: COPY cannot go through it."""
    writer = kind(persons)
    with psycopg.connect(admin) as connection, connection.cursor() as cursor:
        for start in range(0, persons, BATCH):
            for table, found in writer.batch(start, min(BATCH, persons - start)).items():
                with cursor.copy(f"COPY {table} ({writer.columns[table]}) FROM STDIN") as copy:
                    for row in found:
                        copy.write_row(row)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
