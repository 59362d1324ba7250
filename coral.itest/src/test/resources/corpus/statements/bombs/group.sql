-- What: groups by what is different in each row.
-- Expect: refused /CoralError/
SELECT count(*) FROM (SELECT md5(x::VARCHAR) AS m, list(x) FROM range(100000000) r(x) GROUP BY m)
