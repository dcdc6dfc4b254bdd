from django.db import migrations

from egnatia.kernel.store.rls import by_case, by_subject


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial"), ("kernel", "0002_row_level_security")]
    operations = [by_subject("protection_need"), by_case("protection_needscheck")]
