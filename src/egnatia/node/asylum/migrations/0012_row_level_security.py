from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("asylum", "0011_weighing")]
    operations = [by_case("asylum_weighing")]
