-- Ends the current versions that staged rows replace: valid until import run $2 of source $1.
UPDATE imported_row
SET valid_to_run = $2
FROM staged_row
WHERE imported_row.source_id = $1
  AND imported_row.key = staged_row.key
  AND imported_row.valid_to_run IS NULL
