// SPDX-License-Identifier: Apache-2.0

/** {@code coral egress …}. */
@NullMarked
package coral.cli.egress;

import org.jspecify.annotations.NullMarked;
