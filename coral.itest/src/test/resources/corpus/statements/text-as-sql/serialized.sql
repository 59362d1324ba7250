-- What: runs a serialised tree.
-- Expect: refused /QUERY_REFUSED.*json_execute_serialized_sql/
SELECT * FROM json_execute_serialized_sql('{"statements": []}')
