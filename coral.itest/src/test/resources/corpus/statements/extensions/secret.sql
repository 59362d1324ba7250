-- What: stores a secret.
-- Expect: refused /QUERY_REFUSED.*read-only/
CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')
