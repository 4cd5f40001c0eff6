-- Takes a queued run if its lane has room and jobs are not stopped. Runs under the lane's advisory lock, so counting
-- the running ones and becoming one of them cannot be torn apart. All instants are the database's.
UPDATE run SET
  state = 'running', started_at = clock_timestamp(), worker = $2, fence = nextval('run_fence'),
  lease_until = clock_timestamp() + make_interval(secs => $3)
FROM lane
WHERE run.id = $1 AND run.state = 'queued' AND lane.name = run.lane
  AND (SELECT count(*) FROM run other WHERE other.lane = run.lane AND other.state = 'running') < lane.concurrency
  AND NOT EXISTS (SELECT FROM installation_setting WHERE name = 'all-jobs-stopped' AND value = 'true')
RETURNING run.id, run.number::int AS number, run.definition_id AS "definitionId",
  run.definition_name AS "definitionName", run.type, run.settings, run.lane, run.timeout_seconds AS "timeoutSeconds",
  run.trigger::text AS trigger, run.slot_at AS "slotAt", run.attempt, run.fence::text AS fence,
  run.started_at AS "startedAt",
  coalesce((SELECT d.delivery::text FROM job_definition d WHERE d.id = run.definition_id), 'at_most_once') AS delivery,
  (SELECT d.time_period FROM job_definition d WHERE d.id = run.definition_id) AS "timePeriod",
  (SELECT d.time_zone FROM job_definition d WHERE d.id = run.definition_id) AS "timeZone"
