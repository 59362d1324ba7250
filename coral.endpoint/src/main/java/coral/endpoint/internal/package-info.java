// SPDX-License-Identifier: Apache-2.0

/** Owns the gRPC ports. */
@NullMarked
package coral.endpoint.internal;

import org.jspecify.annotations.NullMarked;
