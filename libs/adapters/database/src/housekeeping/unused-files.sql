-- Rendered files of no configuration.
SELECT file.ctid
FROM generated_file AS file
WHERE NOT EXISTS (SELECT FROM generated_config_file AS link WHERE link.file_checksum = file.checksum)
