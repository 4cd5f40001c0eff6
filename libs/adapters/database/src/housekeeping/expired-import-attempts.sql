-- Attempts of imports that ended (those that were lost: began) more than $1 days ago, except the newest $2 of every source. A source's newest attempts
-- are found by the index on source and number.
SELECT attempt.ctid
FROM import_source AS source
CROSS JOIN LATERAL (
  SELECT id FROM import_attempt WHERE source_id = source.id ORDER BY id DESC OFFSET $2::int - 1 LIMIT 1
) AS oldest_kept
JOIN import_attempt AS attempt ON attempt.source_id = source.id AND attempt.id < oldest_kept.id
WHERE coalesce(attempt.finished_at, attempt.started_at) < now() - make_interval(days => $1)
