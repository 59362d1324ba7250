// SPDX-License-Identifier: Apache-2.0
/** Scripts, their versions and deployments, and how they are checked and kept. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.script;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
