-- What: reads a file as text.
-- Expect: refused /QUERY_REFUSED.*read_text/
SELECT content FROM read_text('{{openFile}}')
