// SPDX-License-Identifier: Apache-2.0

/** What every contract shares. */
@Export
@Version("0.1.0")
@NullMarked
package coral.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
