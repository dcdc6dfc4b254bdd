from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_prescreening"), ("kernel", "0002_row_level_security")]
    operations = [by_case("screening_prescreening")]
