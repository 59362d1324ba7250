// SPDX-License-Identifier: Apache-2.0
/** What a colony keeps so that stored events reach the outside, whatever happens to the process. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.egress;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
