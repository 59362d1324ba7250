-- What: names a table by text.
-- Expect: refused /QUERY_REFUSED.*query_table/
SELECT * FROM query_table(['duckdb_settings'])
