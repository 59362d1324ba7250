-- What: hides a file in a subquery of a condition.
-- Expect: refused /QUERY_REFUSED.*read_text/
SELECT 1 WHERE EXISTS (SELECT 1 FROM read_text('{{openFile}}') WHERE content LIKE 'canary%')
