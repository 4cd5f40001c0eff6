-- Ends the current versions of the keys $3: gone with import run $2 of source $1.
UPDATE imported_row
SET valid_to_run = $2
FROM unnest($3::text[]) AS removed (key)
WHERE imported_row.source_id = $1
  AND imported_row.key = removed.key
  AND imported_row.valid_to_run IS NULL
