-- What: installs from a place of its own (CVE-2024-22682).
-- Expect: refused /QUERY_REFUSED.*read-only/
INSTALL httpfs FROM 'http://127.0.0.1:{{tcp}}'
