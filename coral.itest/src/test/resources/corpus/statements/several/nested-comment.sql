-- What: hides a second statement from scanners that do not nest comments.
-- Expect: refused /QUERY_REFUSED|INVALID/
SELECT 1 /* /* */ ; DELETE FROM otel_spans_local; -- */ */ ; DELETE FROM otel_spans_local
