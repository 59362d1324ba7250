-- What: prepares a deletion.
-- Expect: refused /QUERY_REFUSED.*read-only/
PREPARE p AS DELETE FROM otel_spans_local
