// SPDX-License-Identifier: Apache-2.0

/** Scripts, their versions and their validation. */
@NullMarked
package coral.colony.registry.internal;

import org.jspecify.annotations.NullMarked;
