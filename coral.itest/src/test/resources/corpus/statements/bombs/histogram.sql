-- What: collects an exact histogram of everything.
-- Expect: refused /CoralError/
SELECT histogram(x) FROM range(100000000) r(x)
