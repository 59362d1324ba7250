-- What: hides a file in a lambda.
-- Expect: refused /QUERY_REFUSED/
SELECT list_transform(['{{openFile}}'], lambda p: (SELECT content FROM read_text(p)))
