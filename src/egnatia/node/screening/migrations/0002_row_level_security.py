from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("kernel", "0002_row_level_security")]
    operations = [
        by_case("screening_screening"),
        by_case("screening_stepdone"),
        by_case("screening_information"),
        by_case("screening_screeningform"),
        by_case("screening_remark"),
    ]
