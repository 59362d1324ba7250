-- What: forces a checkpoint.
-- Expect: refused /QUERY_REFUSED.*read-only/
FORCE CHECKPOINT
