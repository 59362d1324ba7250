-- What: writes a file.
-- Expect: refused /QUERY_REFUSED.*read-only/
COPY (SELECT 1) TO '/tmp/{{mark}}.csv'
