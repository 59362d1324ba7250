-- What: forges telemetry.
-- Expect: refused /QUERY_REFUSED.*read-only/
INSERT INTO otel_spans_local (service_name) VALUES ('forged')
