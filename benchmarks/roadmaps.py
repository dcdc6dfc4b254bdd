"""Prints how fast plans are looked at: ./dev manage --hub shell < benchmarks/roadmaps.py   (a loaded demonstration; everything is rolled back)

Seven countries with 30 recommendations, 40 activities and 60 indicators each (of four periods, half of them reported): coverage of the region, one plan's
values, the workbook out and in.
"""

import os
import platform
import time
import uuid
from datetime import date, timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from egnatia.hub.logframe.activities import actions as activities
from egnatia.hub.logframe.indicators import actions as indicators
from egnatia.hub.logframe.models import Framework, Indicator, Period
from egnatia.hub.logframe.progress import actions as progress
from egnatia.hub.logframe.results import actions as results
from egnatia.hub.logframe.sheets.writing import write
from egnatia.hub.logframe.values import of_indicators
from egnatia.hub.roadmaps import actions, selectors
from egnatia.hub.roadmaps.recommendations import actions as recommendations
from egnatia.hub.roadmaps.recommendations import selectors as coverage
from egnatia.kernel import moment
from egnatia.kernel.access.actor import acting_as
from egnatia.kernel.access.middleware import actor_of
from egnatia.kernel.codes.countries import SEVEN
from egnatia.kernel.models import User

officer, lead, second = (actor_of(User.objects.get(username=name), confirmed_at=moment.now()) for name in ("programme", "euaa", "euaa2"))
STARTS = date(2025, 1, 1)


def do(door, who, case=None, **told):
    return door(told, actor=who, key=uuid.uuid4(), case_id=case).case_id


def timed(name, what, times=5):
    found = []
    for _number in range(times):
        with CaptureQueriesContext(connection) as queries:
            begun = time.perf_counter()
            what()
            found.append((time.perf_counter() - begun) * 1000)
    print(f"{name:<64} {min(found):8.1f} ms best of {times}, {sorted(found)[times // 2]:8.1f} ms median, {len(queries)} statements", flush=True)


def filled(country):
    head = {"title": f"SYNTHETIC {country}", "starts": STARTS, "ends": STARTS + timedelta(days=729), "generation": 9}
    plan = do(actions.open_roadmap, lead, country=country, lead="EUAA", **head)
    do(results.add_result, lead, framework=plan, code="1", level="AREA", title="SYNTHETIC")
    for number in range(10):
        do(results.add_result, lead, framework=plan, code=f"1.{number}", level="OUTPUT", part_of="1", title="SYNTHETIC")
    told = {"measure": "NUMBER", "unit": "x", "baseline": 0, "baseline_year": 2024, "target": 40, "responsible": "EUAA", "title": "SYNTHETIC"}
    for number in range(60):
        one = do(indicators.add_indicator, lead, framework=plan, code=f"i{number}", part_of=f"1.{number % 10}", **told)
        for period in list(Period.objects.filter(indicator=one).order_by("starts")[:2]):
            do(indicators.unlock, officer, one, period=period.pk)
            case = do(progress.begin, lead, indicator=one, period=period.pk, value=number, as_of=period.starts)
            do(progress.submit, lead, case)
            do(progress.approve, second, case)
    rows = [
        do(activities.add_activity, lead, framework=plan, code=f"A{number}", output=f"1.{number % 10}", title="SYNTHETIC", lead="EUAA") for number in range(40)
    ]
    for number in range(30):
        case = do(recommendations.record, officer, country=country, year=2024, reference=f"SYNTHETIC {number}", text="SYNTHETIC")
        if number % 3:
            do(recommendations.link, lead, case, activity=rows[number])
    return plan


print(f"{platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}")
try:
    with transaction.atomic(), acting_as(lead):
        begun = time.perf_counter()
        plans = [filled(country) for country in SEVEN]
        print(f"made in {time.perf_counter() - begun:.0f} s through the real steps")
        timed("coverage of the seven (210 recommendations, 280 activities)", lambda: coverage.coverage(lead))
        timed("where the seven stand (420 indicators, 840 reports)", lambda: selectors.region(lead))
        rows = list(Indicator.objects.filter(framework=plans[0]))
        timed("values of one plan (60 indicators), together", lambda: of_indicators(rows))
        timed("values of one plan (60 indicators), one by one", lambda: [of_indicators([one]) for one in rows])
        plan = Framework.objects.select_related("lead").get(pk=plans[0])
        timed("its workbook written", lambda: write(plan))
        content = write(plan)
        timed("the same workbook taken (nothing differs)", lambda: do(actions.import_logframe, lead, plans[0], file=content), times=2)
        raise KeyboardInterrupt
except KeyboardInterrupt:
    print("rolled back")
