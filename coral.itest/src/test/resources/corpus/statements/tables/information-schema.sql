-- What: reads the standard catalogue.
-- Expect: refused /QUERY_REFUSED.*no table/
SELECT * FROM information_schema.columns
