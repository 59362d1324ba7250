// SPDX-License-Identifier: Apache-2.0
/**
 * The process around the bundles: data directory, token, configuration, readiness, dropped-in
 * bundles.
 */
@NullMarked
package coral.boot.internal;

import org.jspecify.annotations.NullMarked;
