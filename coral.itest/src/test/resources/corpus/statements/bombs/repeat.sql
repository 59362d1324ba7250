-- What: overflows the length of a repeated text, which crashed once (duckdb issue 12017).
-- Expect: refused /CoralError/
SELECT repeat(repeat('0', 24), 4611686018427387904)
