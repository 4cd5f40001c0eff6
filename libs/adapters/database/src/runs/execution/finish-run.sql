-- Writes the outcome if the run is still this worker's, and wakes the scheduler when a slot of the same definition
-- passed meanwhile.
WITH finished AS (
  UPDATE run SET state = $3::run_state, finished_at = clock_timestamp(), message = $4, counters = $5, error = $6,
                 lease_until = NULL
  WHERE id = $1 AND fence = $2 AND state = 'running'
  RETURNING id, definition_id
), overdue AS (
  SELECT pg_notify('director_schedule', '') FROM finished
  JOIN job_definition d ON d.id = finished.definition_id AND d.next_run_at <= now()
)
SELECT (SELECT count(*) FROM finished)::int AS finished, (SELECT count(*) FROM overdue)
