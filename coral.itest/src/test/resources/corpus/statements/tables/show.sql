-- What: lists tables.
-- Expect: refused /QUERY_REFUSED/
SHOW ALL TABLES
