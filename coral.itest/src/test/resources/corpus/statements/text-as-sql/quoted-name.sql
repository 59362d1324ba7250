-- What: spells a function in quotes and capitals.
-- Expect: refused /QUERY_REFUSED/
SELECT * FROM "READ_TEXT"('{{openFile}}')
