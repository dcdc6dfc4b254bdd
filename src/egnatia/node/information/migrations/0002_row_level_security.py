from django.db import migrations

from egnatia.kernel.store.rls import by_case, by_subject


class Migration(migrations.Migration):
    # The library holds nothing of a person: its tables are open to all staff of the node.
    dependencies = [("information", "0001_initial"), ("kernel", "0011_national_sources")]
    operations = [by_case("information_told"), by_subject("information_nottoldyet")]
