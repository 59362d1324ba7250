-- What: reads a segment past its view.
-- Expect: refused /QUERY_REFUSED.*no table/
SELECT * FROM segment_0.main.otel_spans_local
