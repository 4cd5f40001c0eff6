-- Holds that the rows of source $1 with the keys $2 would be gone.
INSERT INTO held_row (source_id, key)
SELECT $1, removed.key
FROM unnest($2::text[]) AS removed (key)
