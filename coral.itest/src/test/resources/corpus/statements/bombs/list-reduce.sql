-- What: reduces a list in a way that no interrupt stops.
-- Expect: refused /CoralError/
SELECT list_reduce(range(3000000), lambda a, b: a + b % 7 + length(repeat('x', 1000)))
