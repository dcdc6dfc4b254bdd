from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("reception", "0001_initial")]
    operations = [by_case(f"reception_{one}") for one in ("reception", "placement", "sanction")]
