-- What: resets what was locked.
-- Expect: refused /QUERY_REFUSED.*read-only/
RESET lock_configuration
