-- What: repeats texts of megabytes.
-- Expect: refused /CoralError/
SELECT length(string_agg(repeat('x', 1000000), ',')) FROM range(100000)
