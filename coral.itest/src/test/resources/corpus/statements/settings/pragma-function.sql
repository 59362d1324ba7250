-- What: reads a pragma as a table.
-- Expect: refused /QUERY_REFUSED/
SELECT * FROM pragma_database_size()
