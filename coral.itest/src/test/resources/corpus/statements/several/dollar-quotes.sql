-- What: hides the end of a statement in dollar quotes.
-- Expect: refused /QUERY_REFUSED/
SELECT $$ ; $$; DELETE FROM otel_spans_local
