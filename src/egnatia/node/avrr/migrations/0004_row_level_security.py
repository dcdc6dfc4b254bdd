from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("avrr", "0003_mechanism")]
    operations = [by_case(f"avrr_{table}") for table in ("sopadoption", "nationaldifference", "budgetuse", "complaint")]
