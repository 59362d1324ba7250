// SPDX-License-Identifier: Apache-2.0
/** The tools that a colony has of itself. They ask it as every other front end does. */
@NullMarked
package coral.mcp.internal.tools;

import org.jspecify.annotations.NullMarked;
