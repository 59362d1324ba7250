-- What: makes a list that no memory limit sees.
-- Expect: refused /CoralError/
SELECT range(1000000000)
