-- What: breaks out of the brackets that the limit is put around with.
-- Expect: refused /QUERY_REFUSED|INVALID/
SELECT 1) ; DELETE FROM otel_spans_local; SELECT * FROM (SELECT 1
