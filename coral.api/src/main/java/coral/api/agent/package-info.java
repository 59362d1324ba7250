// SPDX-License-Identifier: Apache-2.0
/** Agents as a colony sees them. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.agent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
