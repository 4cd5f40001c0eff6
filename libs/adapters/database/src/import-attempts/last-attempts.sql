-- Of every import source, or of $1 only, the latest attempt that was not stopped and is not under way. One look into the
-- index of attempts a source. With it, since when an import of the source is held.
SELECT source.id AS "sourceId", latest.outcome, latest.started_at AS "startedAt", latest.error,
       held_import.held_at AS "heldAt"
FROM import_source AS source
LEFT JOIN held_import ON held_import.source_id = source.id
CROSS JOIN LATERAL (
  SELECT CASE outcome WHEN 'running' THEN 'lost' ELSE outcome END AS outcome, started_at, error
  FROM import_attempt
  WHERE source_id = source.id AND outcome <> 'cancelled' AND (outcome <> 'running' OR import_attempt_is_lost(id))
  ORDER BY id DESC
  LIMIT 1
) AS latest
WHERE $1::uuid IS NULL OR source.id = $1
