// SPDX-License-Identifier: Apache-2.0
/** The one exception and its codes. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.error;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
