-- What: reads a file as Parquet.
-- Expect: refused /QUERY_REFUSED.*parquet/
SELECT * FROM parquet_scan('{{openFile}}')
