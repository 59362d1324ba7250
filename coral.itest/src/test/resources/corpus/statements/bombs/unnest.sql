-- What: unfolds more rows than anyone reads.
-- Expect: harmless /answered: 10000 rows, truncated=true/
SELECT unnest(range(1000000))
