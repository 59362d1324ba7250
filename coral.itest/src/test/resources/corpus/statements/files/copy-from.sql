-- What: reads a file into a table.
-- Expect: refused /QUERY_REFUSED.*read-only/
COPY otel_spans_local FROM '{{openFile}}'
