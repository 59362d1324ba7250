-- SPDX-License-Identifier: Apache-2.0
-- What operators decided last about versions that declare a capability needing consent.
CREATE TABLE approvals (
    script_id UUID NOT NULL,
    version INTEGER NOT NULL,
    granted BOOLEAN NOT NULL,        -- false: rejected
    decided_at TIMESTAMP NOT NULL,
    decided_by VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (script_id, version)
);
