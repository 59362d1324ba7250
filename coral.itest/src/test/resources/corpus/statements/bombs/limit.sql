-- What: asks for a limit of its own.
-- Expect: harmless /answered: 10000 rows, truncated=true/
SELECT * FROM range(100000) r(x) LIMIT 99999
