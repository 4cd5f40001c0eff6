-- Runs whose worker did not renew its lease are lost. Several sweepers may ask at once: each run is taken by one.
WITH expired AS (
  SELECT id FROM run WHERE state = 'running' AND lease_until < clock_timestamp()
  ORDER BY lease_until LIMIT 100 FOR UPDATE SKIP LOCKED
), lost AS (
  UPDATE run SET state = 'lost', finished_at = clock_timestamp(), message = 'worker gone',
    error = jsonb_build_object('code', 'run.lost', 'causes', '[]'::jsonb, 'message',
      format('worker %s did not renew its lease', run.worker))
  FROM expired WHERE run.id = expired.id
  RETURNING run.*
)
SELECT lost.id, lost.number::int AS number, lost.definition_id AS "definitionId", lost.definition_name AS "definitionName",
       lost.attempt, lost.worker, d.delivery::text AS delivery, d.enabled IS TRUE AS enabled,
       lost.requested_by IS NOT NULL AS "isRequested", lost.cancel_requested_at IS NOT NULL AS "cancelRequested"
FROM lost LEFT JOIN job_definition d ON d.id = lost.definition_id
