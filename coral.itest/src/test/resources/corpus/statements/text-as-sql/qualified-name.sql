-- What: qualifies a function by its schema.
-- Expect: refused /QUERY_REFUSED/
SELECT * FROM system.main.read_text('{{openFile}}')
