-- What: truncates telemetry.
-- Expect: refused /QUERY_REFUSED.*read-only/
TRUNCATE otel_spans_local
