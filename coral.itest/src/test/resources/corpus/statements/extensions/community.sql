-- What: installs an extension that anyone may publish.
-- Expect: refused /QUERY_REFUSED.*read-only/
INSTALL shellfs FROM community
