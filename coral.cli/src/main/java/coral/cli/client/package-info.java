// SPDX-License-Identifier: Apache-2.0

/** The way from a command to a colony. */
@NullMarked
package coral.cli.client;

import org.jspecify.annotations.NullMarked;
