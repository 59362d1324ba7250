// SPDX-License-Identifier: Apache-2.0
/** Executions of scripts: what an agent runs and reports, and what a colony keeps of it. */
@Export
@Version("1.0.0")
@NullMarked
package coral.api.execution;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
