from django.db import migrations

from egnatia.kernel.store.rls import by_case, by_subject


class Migration(migrations.Migration):
    dependencies = [("interpreting", "0003_pool")]
    operations = [by_case("interpreting_asked"), by_subject("interpreting_notthis")]
