-- What: guesses the columns of a file.
-- Expect: refused /QUERY_REFUSED.*sniff_csv/
SELECT * FROM sniff_csv('{{openFile}}')
