-- What: overflows times.
-- Expect: refused /CoralError/
SELECT now() + INTERVAL '999999999 years', generate_series(TIMESTAMP '1900-01-01', TIMESTAMP '2100-01-01', INTERVAL '1 microsecond')
