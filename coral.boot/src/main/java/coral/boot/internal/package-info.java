// SPDX-License-Identifier: Apache-2.0

/** Reads the configuration file, tells readiness, installs bundles dropped into a directory. */
@NullMarked
package coral.boot.internal;

import org.jspecify.annotations.NullMarked;
