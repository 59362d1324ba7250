-- What: builds JSON of its own size again and again.
-- Expect: refused /CoralError/
SELECT json_group_array(repeat('{"a":', 100)) FROM range(10000000)
