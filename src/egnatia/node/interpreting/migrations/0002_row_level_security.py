from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("interpreting", "0001_initial")]
    operations = [by_case("interpreting_request")]
