from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("asylum", "0007_what_stood_before")]
    operations = [by_case("asylum_superseded")]
