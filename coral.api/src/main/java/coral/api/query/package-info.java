// SPDX-License-Identifier: Apache-2.0
/** Guarded, read-only SQL over sealed telemetry segments. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.query;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
