-- What: makes a bit string of gigabytes.
-- Expect: refused /CoralError/
SELECT bitstring('1', 2000000000)
