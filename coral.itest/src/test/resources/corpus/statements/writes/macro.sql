-- What: replaces a function that all scripts use.
-- Expect: refused /QUERY_REFUSED.*read-only/
CREATE OR REPLACE MACRO now() AS TIMESTAMP '2000-01-01'
