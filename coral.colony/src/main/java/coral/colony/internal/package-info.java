// SPDX-License-Identifier: Apache-2.0

/** Agent directory, results, and the colony's gRPC services. */
@NullMarked
package coral.colony.internal;

import org.jspecify.annotations.NullMarked;
