// SPDX-License-Identifier: Apache-2.0

/** What a script's targets say: names of agents and services, and predicates over agents. */
@NullMarked
package coral.colony.deployer.internal.targeting;

import org.jspecify.annotations.NullMarked;
