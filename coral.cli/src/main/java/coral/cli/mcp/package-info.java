// SPDX-License-Identifier: Apache-2.0
/** The way from an AI's client, on standard input and output, to a colony. */
@NullMarked
package coral.cli.mcp;

import org.jspecify.annotations.NullMarked;
