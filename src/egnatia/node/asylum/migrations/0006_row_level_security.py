from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("asylum", "0005_quality")]
    operations = [by_case(f"asylum_{one}") for one in ("sample", "review", "marked")]
