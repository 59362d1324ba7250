-- What: hides a file in a window's order.
-- Expect: refused /QUERY_REFUSED.*read_text/
SELECT row_number() OVER (ORDER BY (SELECT content FROM read_text('{{openFile}}')))
