-- Takes a queued run if its lane has room and jobs are not stopped; yields no row otherwise.
-- A function, because lock and look must be two statements (the second needs a snapshot younger than the lock) and
-- still one round trip: this is on the way of every run. All instants are the database's.
CREATE FUNCTION "claim_run"("claimed_run" uuid, "its_lane" text, "claiming_worker" text, "lease_seconds" double precision)
RETURNS SETOF "run" LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('lane:' || its_lane, 0));
  RETURN QUERY
    UPDATE run SET
      state = 'running', started_at = clock_timestamp(), worker = claiming_worker, fence = nextval('run_fence'),
      lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
    FROM lane
    WHERE run.id = claimed_run AND run.state = 'queued' AND run.lane = its_lane AND lane.name = its_lane
      AND (SELECT count(*) FROM run other WHERE other.lane = its_lane AND other.state = 'running') < lane.concurrency
      AND NOT EXISTS (SELECT FROM installation_setting WHERE name = 'all-jobs-stopped' AND value = 'true')
    RETURNING run.*;
END
$$;
