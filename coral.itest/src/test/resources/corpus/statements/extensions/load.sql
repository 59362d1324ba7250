-- What: loads an extension.
-- Expect: refused /QUERY_REFUSED.*read-only/
LOAD '/tmp/{{mark}}.duckdb_extension'
