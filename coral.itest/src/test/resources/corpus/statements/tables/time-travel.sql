-- What: asks for an older state.
-- Expect: refused /QUERY_REFUSED/
SELECT * FROM otel_spans_local AT (TIMESTAMP => TIMESTAMP '2020-01-01')
