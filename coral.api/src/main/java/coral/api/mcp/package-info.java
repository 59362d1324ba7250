// SPDX-License-Identifier: Apache-2.0
/** What a colony lets an AI do, over the Model Context Protocol. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.mcp;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
