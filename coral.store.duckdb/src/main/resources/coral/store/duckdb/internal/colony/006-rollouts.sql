-- SPDX-License-Identifier: Apache-2.0
-- How deployments go to their agents where they do not go to all of them at once.
CREATE TABLE rollouts (
    deployment_id UUID PRIMARY KEY,
    script_id UUID NOT NULL,
    version INTEGER NOT NULL,
    previous_version INTEGER,        -- NULL: the other agents keep nothing
    percent INTEGER,                 -- the canary's size; NULL: it is a number of agents
    agents INTEGER,                  -- NULL: it is in percent
    hold_ms BIGINT NOT NULL,
    halt_on_failure BOOLEAN NOT NULL,
    stage VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    wanted INTEGER NOT NULL,
    canary_agents JSON NOT NULL,     -- {agent_id, since, running_since} each
    failures JSON NOT NULL,          -- {agent_id, execution_id, reason} each
    reason VARCHAR NOT NULL
);
