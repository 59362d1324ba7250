-- What: adds a folder to those it may read.
-- Expect: refused /QUERY_REFUSED.*read-only/
SET GLOBAL allowed_directories = ['/']
