-- What: lists what is installed.
-- Expect: refused /QUERY_REFUSED.*duckdb_extensions/
SELECT * FROM duckdb_extensions()
