-- What: changes telemetry.
-- Expect: refused /QUERY_REFUSED.*read-only/
UPDATE otel_spans_local SET service_name = 'forged'
