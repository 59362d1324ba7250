-- SPDX-License-Identifier: Apache-2.0
-- What the statements of an execution came to, times in microseconds.
ALTER TABLE script_executions ADD COLUMN queries JSON DEFAULT '{}';
-- What becomes of a firing while the run before it is not yet over.
ALTER TABLE scripts ADD COLUMN overlap VARCHAR DEFAULT 'skip';
ALTER TABLE script_versions ADD COLUMN overlap VARCHAR DEFAULT 'skip';
