from django.db import migrations


class Migration(migrations.Migration):
    """See protection 0003."""

    dependencies = [("registration", "0006_row_level_security"), ("protection", "0003_temporary_guardian_from_registration")]
    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("TemporaryGuardian")])]
