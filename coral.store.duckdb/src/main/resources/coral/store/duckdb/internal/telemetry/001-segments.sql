-- SPDX-License-Identifier: Apache-2.0
-- The catalogue of segment files. Times are UTC.
CREATE TABLE segments (
    id BIGINT NOT NULL,              -- increasing, never used again
    file VARCHAR NOT NULL,           -- below DIR/segments
    state VARCHAR NOT NULL,          -- 'open', 'merging', 'sealed'
    level INTEGER NOT NULL,          -- 0: as ingested, then one more with each merge
    first_arrival TIMESTAMP NOT NULL,
    last_arrival TIMESTAMP NOT NULL, -- retention goes by this
    from_time TIMESTAMP NOT NULL,    -- earliest and latest time of a row
    to_time TIMESTAMP NOT NULL,
    row_tables VARCHAR[] NOT NULL,   -- tables with rows, and how many, in the same order
    row_counts BIGINT[] NOT NULL,
    services VARCHAR[] NOT NULL
);
