// SPDX-License-Identifier: Apache-2.0
/** What outlives the update of a bundle. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.handover;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
