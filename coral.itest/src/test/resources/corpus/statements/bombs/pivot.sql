-- What: makes a column of each value.
-- Expect: refused /CoralError/
PIVOT (SELECT x AS a, x AS b FROM range(100000) r(x)) ON a USING sum(b)
