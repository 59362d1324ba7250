// SPDX-License-Identifier: Apache-2.0
/** Linux control groups, version 1 and 2, see cgroups(7). */
@NullMarked
package coral.cgroups.internal;

import org.jspecify.annotations.NullMarked;
