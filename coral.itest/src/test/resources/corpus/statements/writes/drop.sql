-- What: drops a view that all scripts use.
-- Expect: refused /QUERY_REFUSED.*read-only/
DROP VIEW otel_spans_local CASCADE
