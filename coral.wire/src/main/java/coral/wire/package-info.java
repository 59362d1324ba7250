// SPDX-License-Identifier: Apache-2.0
/**
 * Converts between the records of {@code coral.api} and the messages of {@code coral.proto}, for
 * both ends of the connection between agent and colony.
 */
@Export
@Version("1.0.0")
@NullMarked
package coral.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
