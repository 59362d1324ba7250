-- What: replaces a view that all scripts use.
-- Expect: refused /QUERY_REFUSED.*read-only/
CREATE OR REPLACE TEMP VIEW otel_spans_local AS SELECT 'forged' AS service_name
