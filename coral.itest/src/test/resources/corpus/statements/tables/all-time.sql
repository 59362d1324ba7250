-- What: asks for all there ever was by a bound that is none.
-- Expect: harmless /otel_spans_local|answered/
SELECT count(*) FROM otel_spans_local WHERE start_time > '1970-01-01' OR true
