-- What: leaves the read-only transaction.
-- Expect: refused /QUERY_REFUSED/
COMMIT; BEGIN; DELETE FROM otel_spans_local
