-- What: exports the database.
-- Expect: refused /QUERY_REFUSED.*read-only/
EXPORT DATABASE '/tmp/{{mark}}'
