// SPDX-License-Identifier: Apache-2.0

/** The Unix socket through which scripts ask. */
@NullMarked
package coral.sdk.server.internal;

import org.jspecify.annotations.NullMarked;
