// SPDX-License-Identifier: Apache-2.0
/** What makes a deployed script run. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.trigger;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
