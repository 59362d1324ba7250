-- What: appends a second statement.
-- Expect: refused /QUERY_REFUSED/
SELECT 1; DELETE FROM otel_spans_local
