-- What: merges rows in.
-- Expect: refused /QUERY_REFUSED.*read-only/
MERGE INTO otel_spans_local USING range(1) r(x) ON true WHEN MATCHED THEN DELETE
