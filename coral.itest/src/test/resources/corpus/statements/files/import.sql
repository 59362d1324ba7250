-- What: imports a database.
-- Expect: refused /QUERY_REFUSED.*read-only/
IMPORT DATABASE '/tmp'
