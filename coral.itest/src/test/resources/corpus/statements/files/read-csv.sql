-- What: reads a file as CSV.
-- Expect: refused /QUERY_REFUSED.*read_csv/
SELECT * FROM read_csv('{{openFile}}', columns = {'a': 'VARCHAR'})
