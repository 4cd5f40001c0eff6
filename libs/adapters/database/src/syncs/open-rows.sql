-- The rows of several sources as the given import runs left them, joined by key in lower case: $1 ids of sources,
-- $2 ids of their import runs. Rows a later import added or removed meanwhile do not disturb.
DECLARE sync_rows NO SCROLL CURSOR FOR
SELECT lower(r.key) AS "matchKey", r.key, pinned.ordinal::int AS ordinal, r.data
FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS pinned(source_id, run_id, ordinal)
JOIN imported_row r ON r.source_id = pinned.source_id
  AND r.valid_from_run <= pinned.run_id AND (r.valid_to_run IS NULL OR r.valid_to_run > pinned.run_id)
ORDER BY lower(r.key), pinned.ordinal
