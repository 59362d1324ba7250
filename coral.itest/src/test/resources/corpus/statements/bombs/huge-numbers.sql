-- What: overflows every number.
-- Expect: refused /CoralError/
SELECT (170141183460469231731687303715884105727::HUGEINT * 2), factorial(1000), 10::DECIMAL(38,0) ** 40, 9223372036854775807 + 1
