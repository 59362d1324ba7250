-- What: computes a distance that no interrupt stops.
-- Expect: refused /CoralError/
SELECT levenshtein(repeat('a', 100000), repeat('b', 100000))
