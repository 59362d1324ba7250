-- What: attaches a database that it makes.
-- Expect: refused /QUERY_REFUSED.*read-only/
ATTACH '/tmp/{{mark}}.db' AS mine
