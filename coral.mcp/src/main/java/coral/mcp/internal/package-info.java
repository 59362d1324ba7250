// SPDX-License-Identifier: Apache-2.0
/** The MCP server of a colony, and the tools that it has of itself. */
@NullMarked
package coral.mcp.internal;

import org.jspecify.annotations.NullMarked;
