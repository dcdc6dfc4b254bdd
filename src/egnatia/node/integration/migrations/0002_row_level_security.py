from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("integration", "0001_initial")]
    operations = [by_case(f"integration_{one}") for one in ("integration", "paper", "step", "reunification")]
