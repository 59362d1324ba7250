-- What: reads the environment.
-- Expect: refused /QUERY_REFUSED.*getenv/
SELECT getenv('CORAL_CANARY')
