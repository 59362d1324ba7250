-- What: deletes inside WITH, which serialises as a query.
-- Expect: refused /QUERY_REFUSED.*DELETE is not allowed/
WITH gone AS (DELETE FROM otel_spans_local RETURNING *) SELECT count(*) FROM gone
