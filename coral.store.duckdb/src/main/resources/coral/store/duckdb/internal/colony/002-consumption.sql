-- SPDX-License-Identifier: Apache-2.0
-- What an execution used, and the limits that it ran into: {limit, value, count, killed} each.
ALTER TABLE script_executions ADD COLUMN limit_hits JSON DEFAULT '[]';
ALTER TABLE script_executions ADD COLUMN quarantined BOOLEAN DEFAULT false;
ALTER TABLE script_executions ADD COLUMN cpu_ms BIGINT DEFAULT 0;
ALTER TABLE script_executions ADD COLUMN peak_memory_bytes BIGINT DEFAULT 0;
