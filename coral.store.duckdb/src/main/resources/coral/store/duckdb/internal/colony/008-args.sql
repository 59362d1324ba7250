-- SPDX-License-Identifier: Apache-2.0
-- What a script reads as coral.context.args.
ALTER TABLE scripts ADD COLUMN args MAP(VARCHAR, VARCHAR) DEFAULT MAP {};
ALTER TABLE script_versions ADD COLUMN args MAP(VARCHAR, VARCHAR) DEFAULT MAP {};
