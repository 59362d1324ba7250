// SPDX-License-Identifier: Apache-2.0
/** Methods that scripts call, and the sessions in which they call them. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.sdk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
