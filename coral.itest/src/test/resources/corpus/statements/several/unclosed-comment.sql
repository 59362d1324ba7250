-- What: leaves a comment open.
-- Expect: refused /QUERY_REFUSED|INVALID/
SELECT 1 /* ; DELETE FROM otel_spans_local
