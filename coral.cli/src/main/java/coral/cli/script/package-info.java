// SPDX-License-Identifier: Apache-2.0

/** {@code coral script}. */
@NullMarked
package coral.cli.script;

import org.jspecify.annotations.NullMarked;
