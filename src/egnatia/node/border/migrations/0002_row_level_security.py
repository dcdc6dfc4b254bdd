from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("border", "0001_initial"), ("kernel", "0002_row_level_security")]
    operations = [by_case("border_borderact"), by_case("border_falsedocument"), by_case("border_facilitation")]
