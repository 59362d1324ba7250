-- SPDX-License-Identifier: Apache-2.0
-- Ids that were scripts. Agents may report for them for as long as they like; such reports are dropped.
CREATE TABLE deleted_scripts (
    id UUID PRIMARY KEY,
    deleted_at TIMESTAMP NOT NULL
);
