-- What: deletes under EXPLAIN ANALYZE.
-- Expect: refused /QUERY_REFUSED.*read-only/
EXPLAIN ANALYZE DELETE FROM otel_spans_local
