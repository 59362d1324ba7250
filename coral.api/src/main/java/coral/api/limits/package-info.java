// SPDX-License-Identifier: Apache-2.0
/** What groups of processes may use, enforced by the kernel. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.limits;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
