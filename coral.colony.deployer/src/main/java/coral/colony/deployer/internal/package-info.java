// SPDX-License-Identifier: Apache-2.0

/** Deployments to agents. */
@NullMarked
package coral.colony.deployer.internal;

import org.jspecify.annotations.NullMarked;
