-- Makes the held rows of source $1 current: valid from import run $2. Their earlier versions must have been ended: the
-- unique index on current rows allows one version of a key.
INSERT INTO imported_row (source_id, key, valid_from_run, checksum, data)
SELECT $1, key, $2, checksum, data
FROM held_row
WHERE source_id = $1 AND data IS NOT NULL
