-- What: sets a variable that others would see.
-- Expect: refused /QUERY_REFUSED.*read-only/
SET VARIABLE x = (SELECT 1)
