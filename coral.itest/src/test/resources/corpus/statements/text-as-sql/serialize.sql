-- What: serialises a statement.
-- Expect: refused /QUERY_REFUSED.*json_serialize_sql/
SELECT json_serialize_sql('SELECT 1')
