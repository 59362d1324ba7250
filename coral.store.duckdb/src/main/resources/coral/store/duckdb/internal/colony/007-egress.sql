-- SPDX-License-Identifier: Apache-2.0
-- Events are numbered in the order of storing; those from before this migration have no number.
CREATE SEQUENCE event_number;
ALTER TABLE script_events ADD COLUMN number BIGINT;

-- Up to which event each consumer has had everything.
CREATE TABLE egress_cursors (
    consumer VARCHAR NOT NULL,
    number BIGINT NOT NULL
);

-- Deliveries that are waiting or, with died_at, dead; and their own copies of the alerts.
CREATE TABLE egress_deliveries (
    id UUID NOT NULL,
    sink VARCHAR NOT NULL,
    script_id UUID NOT NULL,
    script VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    alerts INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    last_error VARCHAR NOT NULL,
    died_at TIMESTAMP
);
CREATE TABLE egress_alerts (
    delivery_id UUID NOT NULL,
    number BIGINT NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    execution_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    script_id UUID NOT NULL,
    script VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    data VARCHAR NOT NULL
);

-- What the metrics of each script came to, as of the cursor of their consumer.
CREATE TABLE egress_metrics (
    script VARCHAR NOT NULL,
    state VARCHAR NOT NULL
);
