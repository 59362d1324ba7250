-- What: changes the schema that names are looked up in.
-- Expect: refused /QUERY_REFUSED.*read-only/
USE memory.main
