-- What: reads the settings.
-- Expect: refused /QUERY_REFUSED.*duckdb_settings/
SELECT name, value FROM duckdb_settings()
