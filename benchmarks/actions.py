"""Prints what an action costs and how fast a list is: ./dev manage --node RS shell < benchmarks/actions.py   (a loaded demonstration)

Shows the machine, actions a second through the whole engine (one connection, rolled back at the end), and the queue's median.
"""

import os
import platform
import statistics
import time
import uuid

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from egnatia.kernel import cases
from egnatia.kernel.access.actor import acting_as
from egnatia.node.demo.story import accounts
from egnatia.node.registration import actions as registration

officer, number = accounts()["officer"], 200
print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
with transaction.atomic():
    with acting_as(officer):
        start = time.perf_counter()
        for _each in range(number):
            registration.record_wish({"name": "Benchmark"}, actor=officer, key=uuid.uuid4())
        seconds = time.perf_counter() - start
        with CaptureQueriesContext(connection) as found:
            registration.record_wish({"name": "Benchmark"}, actor=officer, key=uuid.uuid4())
    transaction.set_rollback(True)
print(f"record_wish: {1000 * seconds / number:.1f} ms each, {len(found)} queries (a new person, key, identity, case, two clocks, task, log)")
times = []
for _each in range(30):
    with acting_as(officer):
        start = time.perf_counter()
        lines, total = cases.queue(officer)
        times.append(1000 * (time.perf_counter() - start))
print(f"queue of {len(lines)} of {total} cases: median {statistics.median(times):.1f} ms, max {max(times):.1f} ms")
