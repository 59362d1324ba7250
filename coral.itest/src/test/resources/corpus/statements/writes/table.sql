-- What: makes a table and fills it.
-- Expect: refused /QUERY_REFUSED.*read-only/
CREATE TEMP TABLE t AS SELECT * FROM range(1000000000)
