from django.db import migrations

from egnatia.kernel.store.rls import by_subject

# Walks all foreign keys downwards: a table that is added later is erased too, and one that cannot be walked stops it with an error.
_ERASE = """
CREATE FUNCTION rights_erase_rows(root regclass, key text, ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    child record;
    below uuid[];
    has_children boolean;
BEGIN
    IF cardinality(ids) = 0 THEN RETURN; END IF;
    FOR child IN
        SELECT c.conrelid::regclass AS tab, a.attname AS col, p.attname AS pk, p.atttypid = 'uuid'::regtype AS uuid_key,
            cardinality(c.conkey) > 1 OR i.indnkeyatts > 1 AS wide
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_index i ON i.indrelid = c.conrelid AND i.indisprimary
        JOIN pg_attribute p ON p.attrelid = c.conrelid AND p.attnum = i.indkey[0]
        WHERE c.contype = 'f' AND c.confrelid = root
    LOOP
        IF child.tab = root OR child.wide THEN RAISE EXCEPTION 'rows of % cannot be walked', child.tab; END IF;
        SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND confrelid = child.tab) INTO has_children;
        IF has_children THEN
            IF NOT child.uuid_key THEN RAISE EXCEPTION 'rows of % cannot be walked', child.tab; END IF;
            EXECUTE format('SELECT coalesce(array_agg(%I), ''{}'') FROM %s WHERE %I = ANY($1)', child.pk, child.tab, child.col) INTO below USING ids;
            PERFORM rights_erase_rows(child.tab, child.pk, below);
        ELSE
            EXECUTE format('DELETE FROM %s WHERE %I = ANY($1)', child.tab, child.col) USING ids;
        END IF;
    END LOOP;
    EXECUTE format('DELETE FROM %s WHERE %I = ANY($1)', root, key) USING ids;
END $$;
REVOKE ALL ON FUNCTION rights_erase_rows(regclass, text, uuid[]) FROM PUBLIC;

CREATE FUNCTION rights_erase_case(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.scope', true) IS DISTINCT FROM 'system' THEN
        RAISE EXCEPTION 'only the nightly erasure erases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM rights_erasure WHERE case_id = which) THEN
        RAISE EXCEPTION 'no erasure of this case is recorded' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Below the program too: nothing that is open or held is erased.
    IF EXISTS (SELECT 1 FROM kernel_casefile WHERE id = which AND NOT closed AND procedure <> 'keeping') THEN
        RAISE EXCEPTION 'this case is open' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (
        SELECT 1 FROM rights_keeping k JOIN kernel_casefile c ON c.subject = k.person_id
        WHERE c.id = which AND k.kind = 'HOLD' AND k.ended_at IS NULL AND k.until >= current_date
    ) THEN
        RAISE EXCEPTION 'this person is held' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM kernel_doneaction WHERE case_id = which;
    PERFORM rights_erase_rows('kernel_casefile', 'id', ARRAY[which]);
END $$;

CREATE FUNCTION rights_erase_person(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.scope', true) IS DISTINCT FROM 'system' THEN
        RAISE EXCEPTION 'only the nightly erasure erases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM kernel_casefile WHERE subject = which) THEN
        RAISE EXCEPTION 'this person still has a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM rights_erase_rows('people_person', 'id', ARRAY[which]);
    DELETE FROM kernel_subjectkey WHERE subject = which;
END $$;
REVOKE ALL ON FUNCTION rights_erase_case(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION rights_erase_person(uuid) FROM PUBLIC;
CREATE INDEX rights_answers_of_a_case ON kernel_doneaction (case_id);
"""
_DROP = "DROP INDEX rights_answers_of_a_case; DROP FUNCTION rights_erase_person(uuid); DROP FUNCTION rights_erase_case(uuid); DROP FUNCTION rights_erase_rows(regclass, text, uuid[]);"


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial"), ("kernel", "0011_national_sources"), ("people", "0004_newest_of_a_name")]
    operations = [by_subject("rights_keeping"), migrations.RunSQL(_ERASE, _DROP)]
