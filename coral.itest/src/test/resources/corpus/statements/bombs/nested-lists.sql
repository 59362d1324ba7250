-- What: nests lists of lists.
-- Expect: refused /CoralError/
SELECT list_transform(range(100000), lambda a: list_transform(range(100000), lambda b: a * b))
