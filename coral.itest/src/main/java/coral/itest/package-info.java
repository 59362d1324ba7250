// SPDX-License-Identifier: Apache-2.0

/** Tests that run inside the framework. */
@NullMarked
package coral.itest;

import org.jspecify.annotations.NullMarked;
