// SPDX-License-Identifier: Apache-2.0

/** Runs untrusted SQL in a process of its own. */
@NullMarked
package coral.query.internal;

import org.jspecify.annotations.NullMarked;
