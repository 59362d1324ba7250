-- What: switches logging to a file on.
-- Expect: refused /QUERY_REFUSED.*(read-only|enable_logging)/
CALL enable_logging(storage = 'file', storage_path = '/tmp/{{mark}}')
