from django.db import migrations

from egnatia.kernel.store.rls import by_case


class Migration(migrations.Migration):
    # The directory and the notices of withdrawal hold nothing of a person.
    dependencies = [("referral", "0004_what_was_referred")]
    operations = [
        migrations.RemoveConstraint(
            model_name="referral",
            name="consent_names_its_language",
        ),
        migrations.RemoveField(
            model_name="referral",
            name="basis",
        ),
        migrations.RemoveField(
            model_name="referral",
            name="consent_language",
        ),
        migrations.RemoveField(
            model_name="referral",
            name="is_handover",
        ),
        *(by_case(f"referral_{table}") for table in ("handover", "consent", "override", "package")),
    ]
