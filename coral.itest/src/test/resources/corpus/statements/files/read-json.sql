-- What: reads a file as JSON.
-- Expect: refused /QUERY_REFUSED.*read_json/
SELECT * FROM read_json_objects('{{openJson}}')
