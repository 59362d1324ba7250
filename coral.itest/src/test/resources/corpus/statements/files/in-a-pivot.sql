-- What: hides a file in PIVOT.
-- Expect: refused /QUERY_REFUSED/
PIVOT read_text('{{openFile}}') ON filename USING first(content)
