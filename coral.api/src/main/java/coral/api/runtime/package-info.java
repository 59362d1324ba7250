// SPDX-License-Identifier: Apache-2.0
/** The process itself: its data directory, its token, and what is ready in it. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.runtime;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
