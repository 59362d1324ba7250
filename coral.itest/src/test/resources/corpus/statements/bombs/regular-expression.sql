-- What: compiles a regular expression of millions of states.
-- Expect: refused /CoralError/
SELECT regexp_matches(repeat('a', 100000), '((a{1,100}){1,100}){1,100}b')
