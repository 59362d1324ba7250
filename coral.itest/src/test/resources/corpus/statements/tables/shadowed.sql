-- What: reads a table by the name that a WITH had elsewhere.
-- Expect: refused /QUERY_REFUSED/
SELECT * FROM (WITH c AS (SELECT 1) SELECT * FROM c), c
