-- What: multiplies rows until its time is over.
-- Expect: refused /CoralError/
SELECT sum(a.x * b.x * c.x) FROM range(1000000) a(x), range(1000000) b(x), range(1000000) c(x)
