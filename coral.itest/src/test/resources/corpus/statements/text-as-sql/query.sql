-- What: runs text as a query.
-- Expect: refused /QUERY_REFUSED.*query/
SELECT * FROM query('DELETE FROM otel_spans_local')
