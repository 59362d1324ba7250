-- What: asks for a billion rows.
-- Expect: harmless /answered: 10000 rows, truncated=true/
SELECT * FROM range(1000000000)
