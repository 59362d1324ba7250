-- What: attaches by an extension, which external access does not govern (duckdb PR 16025).
-- Expect: refused /QUERY_REFUSED.*read-only/
ATTACH '{{openFile}}' AS s (TYPE sqlite)
