-- What: moves a sequence.
-- Expect: refused /QUERY_REFUSED.*nextval/
SELECT nextval('s')
