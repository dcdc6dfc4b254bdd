from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("protection", "0006_guardians_queue_and_strain"), ("kernel", "0012_guardians_and_data_protection")]
    operations = [by_case("protection_guardianstrain")]
