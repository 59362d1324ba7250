-- What: sleeps on one of the few connections.
-- Expect: refused /QUERY_REFUSED/
SELECT sleep_ms(60000)
