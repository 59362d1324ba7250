-- What: installs an extension.
-- Expect: refused /QUERY_REFUSED.*read-only/
INSTALL httpfs
