-- What: updates extensions.
-- Expect: refused /QUERY_REFUSED.*read-only/
UPDATE EXTENSIONS
