// SPDX-License-Identifier: Apache-2.0
/** What a colony has for an AI to read. */
@NullMarked
package coral.mcp.internal.resources;

import org.jspecify.annotations.NullMarked;
