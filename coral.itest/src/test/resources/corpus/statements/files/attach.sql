-- What: attaches another database.
-- Expect: refused /QUERY_REFUSED.*read-only/
ATTACH '{{data}}/agent.db' AS agent (READ_ONLY)
