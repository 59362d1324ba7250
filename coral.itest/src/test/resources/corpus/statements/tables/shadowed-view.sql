-- What: names its own WITH like a telemetry table.
-- Expect: harmless /answered: 1 rows/
WITH otel_spans_local AS (SELECT 1 AS a) SELECT * FROM otel_spans_local
