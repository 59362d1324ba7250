-- What: hides the end of a statement in an escape string.
-- Expect: refused /QUERY_REFUSED|INVALID/
SELECT E'\'; DELETE FROM otel_spans_local; --'; DELETE FROM otel_spans_local
