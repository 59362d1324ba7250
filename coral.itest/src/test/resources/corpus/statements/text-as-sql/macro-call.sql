-- What: calls what is not on the list, by operator and by dots.
-- Expect: refused /QUERY_REFUSED/
SELECT '{{openFile}}'.read_text()
