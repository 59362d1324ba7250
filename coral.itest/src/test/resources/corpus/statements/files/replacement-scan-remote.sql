-- What: names an address as a table.
-- Expect: refused /QUERY_REFUSED.*no table/
FROM 'http://127.0.0.1:{{tcp}}/x.csv'
