from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_people_who_work_here")]
    operations = [by_case("staff_staffaccount"), by_case("staff_unitrecord")]
