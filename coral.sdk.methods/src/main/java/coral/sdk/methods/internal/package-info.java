// SPDX-License-Identifier: Apache-2.0

/** The methods that scripts call. */
@NullMarked
package coral.sdk.methods.internal;

import org.jspecify.annotations.NullMarked;
