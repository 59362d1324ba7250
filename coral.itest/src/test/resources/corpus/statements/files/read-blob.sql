-- What: reads a file as bytes.
-- Expect: refused /QUERY_REFUSED.*read_blob/
SELECT content FROM read_blob('{{closedFile}}')
