-- SPDX-License-Identifier: Apache-2.0
-- RFD 076's tables with the RFD's columns first, in its order; Coral's own follow. Its INDEX clauses are
-- statements here (DuckDB has none inside CREATE TABLE). Times are UTC.

-- The newest version of each script.
CREATE TABLE scripts (
    id UUID PRIMARY KEY,
    name VARCHAR NOT NULL,
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    targets VARCHAR[],
    trigger_type VARCHAR,
    trigger_config JSON,
    created_at TIMESTAMP NOT NULL,
    created_by VARCHAR,
    mode VARCHAR NOT NULL,
    timeout VARCHAR,                 -- ISO 8601, NULL: the default of the mode
    memory_limit_mb INTEGER NOT NULL,
    capabilities VARCHAR[] NOT NULL,
    ad_hoc BOOLEAN NOT NULL,
    sha256 VARCHAR NOT NULL
);
CREATE INDEX idx_scripts_name ON scripts (name);

-- Every version. Never updated.
CREATE TABLE script_versions (
    id UUID NOT NULL,
    name VARCHAR NOT NULL,
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    targets VARCHAR[],
    trigger_type VARCHAR,
    trigger_config JSON,
    created_at TIMESTAMP NOT NULL,
    created_by VARCHAR,
    mode VARCHAR NOT NULL,
    timeout VARCHAR,
    memory_limit_mb INTEGER NOT NULL,
    capabilities VARCHAR[] NOT NULL,
    ad_hoc BOOLEAN NOT NULL,
    sha256 VARCHAR NOT NULL,
    PRIMARY KEY (id, version)
);

CREATE SEQUENCE deployment_number;
CREATE TABLE deployments (
    id UUID PRIMARY KEY,
    script_id UUID NOT NULL,
    version INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    deployed_at TIMESTAMP NOT NULL,
    deployed_by VARCHAR NOT NULL,
    stopped_at TIMESTAMP,
    number BIGINT NOT NULL DEFAULT nextval('deployment_number')
);

-- idx_executions_status is left out: the column changes with each report, and an update of an indexed
-- column is a delete and an insert; min-max pruning and a scan are quicker here.
CREATE TABLE script_executions (
    execution_id UUID PRIMARY KEY,
    script_id UUID NOT NULL,
    agent_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    completed_at TIMESTAMP,
    exit_code INTEGER,
    stdout TEXT,                     -- the last 64 KiB, written when the execution has ended
    stderr TEXT,
    events JSON[],
    version INTEGER NOT NULL,
    deployment_id UUID,
    timed_out BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    sandbox_tier VARCHAR NOT NULL,
    dropped_lines BIGINT NOT NULL,
    status_sequence BIGINT NOT NULL  -- of the report that this row is as of
);
CREATE INDEX idx_executions_script ON script_executions (script_id);
CREATE INDEX idx_executions_agent ON script_executions (agent_id);

-- What agents reported, append-only, no index: the rows of one execution lie together, and its UUIDv7
-- prunes. (execution_id, sequence) is unique over the three tables; the writer sees to it.
CREATE TABLE script_status_reports (
    execution_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    status VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
CREATE TABLE script_logs (
    execution_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    script_id UUID NOT NULL,
    version INTEGER NOT NULL,
    agent_id VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,         -- 'stdout' or 'stderr'
    line VARCHAR NOT NULL
);
CREATE TABLE script_events (
    execution_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    script_id UUID NOT NULL,
    version INTEGER NOT NULL,
    agent_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    data JSON NOT NULL
);

CREATE TABLE agents (
    id VARCHAR PRIMARY KEY,
    instance_id VARCHAR NOT NULL,
    hostname VARCHAR NOT NULL,
    labels MAP(VARCHAR, VARCHAR) NOT NULL,
    services VARCHAR[] NOT NULL,
    version VARCHAR NOT NULL,
    deno_version VARCHAR NOT NULL,
    os VARCHAR NOT NULL,
    kernel VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    sandbox_tier VARCHAR NOT NULL,
    running INTEGER NOT NULL,
    max_concurrent INTEGER NOT NULL,
    scripts_refused VARCHAR NOT NULL,
    capabilities VARCHAR[] NOT NULL,
    telemetry_rows MAP(VARCHAR, BIGINT) NOT NULL,
    last_seen TIMESTAMP NOT NULL
);

CREATE SEQUENCE audit_number;
CREATE TABLE audit_log (
    at_time TIMESTAMP NOT NULL,
    actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    number BIGINT NOT NULL DEFAULT nextval('audit_number')
);
