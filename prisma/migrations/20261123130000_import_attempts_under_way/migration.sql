-- An attempt is written when it begins, so that one whose process was killed is in the history too. Until its end is
-- written, a lock is held for it: a running attempt without its lock is lost.
ALTER TABLE "import_attempt" ALTER COLUMN "finished_at" DROP NOT NULL,
ALTER COLUMN "row_count" SET DEFAULT 0;

-- The first of the two numbers of the locks of attempts; the second is the attempt's. Chosen once for this purpose.
CREATE FUNCTION "import_attempt_lock"() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1405231907';

-- Tells whether an attempt ended without anybody telling how. Two statements: an end is written before the lock is
-- free, so a free lock means something only to a look that is younger than itself.
CREATE FUNCTION "import_attempt_is_lost"("attempt_id" bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM FROM pg_locks
  WHERE locktype = 'advisory' AND classid = import_attempt_lock()::oid AND objid = attempt_id::oid AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
  IF FOUND THEN
    RETURN false;
  END IF;
  RETURN EXISTS (SELECT FROM import_attempt WHERE id = attempt_id AND outcome = 'running');
END
$$;
