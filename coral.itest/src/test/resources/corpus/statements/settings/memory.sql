-- What: lifts the memory limit.
-- Expect: refused /QUERY_REFUSED.*read-only/
SET memory_limit = '1TB'
