-- What: lists folders.
-- Expect: refused /QUERY_REFUSED.*glob/
SELECT * FROM glob('{{data}}/*')
