-- What: reads another database.
-- Expect: refused /QUERY_REFUSED.*read_duckdb/
SELECT * FROM read_duckdb('{{data}}/agent.db')
