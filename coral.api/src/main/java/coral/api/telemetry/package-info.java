// SPDX-License-Identifier: Apache-2.0
/** Telemetry tables, their rows, and who writes them. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.telemetry;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
