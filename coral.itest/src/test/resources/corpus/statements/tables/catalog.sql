-- What: reads the catalogue.
-- Expect: refused /QUERY_REFUSED.*no table/
SELECT * FROM duckdb_tables
