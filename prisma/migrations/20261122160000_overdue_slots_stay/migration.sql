-- A changed period can open or close now: every definition that waits is looked at again. One that is overdue keeps its
-- slot: it is decided anyway, and moving the slot would hide how many slots passed before it.
CREATE OR REPLACE FUNCTION "reconsider_time_periods"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "changed_objects" WHERE "type" = 'TimePeriod') THEN
    UPDATE "job_definition" SET "next_run_at" = now()
      WHERE "time_period" IS NOT NULL AND "enabled" AND "quarantined_at" IS NULL
        AND ("next_run_at" IS NULL OR "next_run_at" > now());
    PERFORM pg_notify('director_schedule', '');
  END IF;
  RETURN NULL;
END
$$;
