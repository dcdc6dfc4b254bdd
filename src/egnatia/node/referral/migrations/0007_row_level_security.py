from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("referral", "0006_abroad")]
    operations = [by_case(f"referral_{table}") for table in ("passage", "arrived")]
