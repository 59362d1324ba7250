-- What: writes profiles to a file.
-- Expect: refused /QUERY_REFUSED.*read-only/
PRAGMA profiling_output = '/tmp/{{mark}}.json'
