-- What: comments out what is appended to it.
-- Expect: harmless /answered: 10000 rows, truncated=true/
SELECT * FROM range(100000) r(x) -- 
