// SPDX-License-Identifier: Apache-2.0
/** Processes that run untrusted scripts. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.sandbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
