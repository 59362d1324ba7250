-- What: opens the outside.
-- Expect: refused /QUERY_REFUSED.*read-only/
SET enable_external_access = true
