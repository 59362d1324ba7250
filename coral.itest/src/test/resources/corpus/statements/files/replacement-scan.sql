-- What: names a file as a table.
-- Expect: refused /QUERY_REFUSED.*no table/
SELECT * FROM '{{openFile}}'
