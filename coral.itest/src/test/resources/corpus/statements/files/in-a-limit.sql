-- What: hides a file in LIMIT.
-- Expect: refused /QUERY_REFUSED.*read_text/
SELECT 1 LIMIT (SELECT size FROM read_text('{{openFile}}'))
