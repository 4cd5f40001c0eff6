-- Ends the current versions that held rows of source $1 replace or remove: valid until import run $2. Rows that are
-- new have no current version.
UPDATE imported_row
SET valid_to_run = $2
FROM held_row
WHERE held_row.source_id = $1
  AND imported_row.source_id = $1
  AND imported_row.key = held_row.key
  AND imported_row.valid_to_run IS NULL
