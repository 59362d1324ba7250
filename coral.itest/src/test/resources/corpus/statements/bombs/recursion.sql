-- What: recurs without end.
-- Expect: refused /CoralError/
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r
