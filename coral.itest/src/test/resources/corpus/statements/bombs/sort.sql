-- What: sorts more than there is room for.
-- Expect: refused /CoralError/
SELECT * FROM (SELECT x, md5(x::VARCHAR) AS m, repeat(md5(x::VARCHAR), 20) AS t FROM range(100000000) r(x)) ORDER BY m, t
