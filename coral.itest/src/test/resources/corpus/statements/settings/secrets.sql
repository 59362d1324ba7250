-- What: lists secrets.
-- Expect: refused /QUERY_REFUSED.*duckdb_secrets/
FROM duckdb_secrets(redact = false)
