// SPDX-License-Identifier: Apache-2.0

/** What commands print: tables and sentences for people, JSON for programs. */
@NullMarked
package coral.cli.output;

import org.jspecify.annotations.NullMarked;
