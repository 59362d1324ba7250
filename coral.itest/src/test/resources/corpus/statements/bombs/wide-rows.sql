-- What: asks for more bytes than rows.
-- Expect: refused /CoralError|LIMIT/
SELECT repeat('x', 1000000) FROM range(10000)
