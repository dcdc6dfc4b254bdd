from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]
    operations = [
        by_case("learning_learner"),
        by_case("learning_nomination"),
        by_case("learning_wanted"),
        by_case("learning_need"),
        by_case("learning_checked", "need_id"),
    ]
