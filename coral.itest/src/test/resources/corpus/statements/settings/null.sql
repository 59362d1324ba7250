-- What: sets a setting to null, which aborted the process (duckdb issue 18448).
-- Expect: refused /QUERY_REFUSED.*read-only/
PRAGMA enable_progress_bar = null
