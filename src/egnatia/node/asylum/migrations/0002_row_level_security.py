from django.db import migrations

from egnatia.kernel.store.rls import by_case

_TABLES = ("application", "routechoice", "extension", "interview", "decision", "appeal", "withdrawal")


class Migration(migrations.Migration):
    dependencies = [("asylum", "0001_initial"), ("kernel", "0013_priority_and_training")]
    operations = [by_case(f"asylum_{one}") for one in _TABLES]
