-- What: deletes telemetry.
-- Expect: refused /QUERY_REFUSED.*read-only/
DELETE FROM otel_spans_local
