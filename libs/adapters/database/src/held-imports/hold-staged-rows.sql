-- Holds the staged rows of source $1: those that are new or changed.
INSERT INTO held_row (source_id, key, checksum, data)
SELECT $1, key, checksum, data
FROM staged_row
