from django.db import migrations

from egnatia.kernel.store.rls import by_case

_TABLES = (
    "admissibility",
    "postponement",
    "contactattempt",
    "stagemark",
    "recording",
    "comment",
    "fact",
    "piece",
    "finding",
    "analysis",
)


class Migration(migrations.Migration):
    dependencies = [("asylum", "0003_whole_examination")]
    operations = [by_case(f"asylum_{one}") for one in _TABLES]
