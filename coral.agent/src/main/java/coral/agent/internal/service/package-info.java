// SPDX-License-Identifier: Apache-2.0

/** The agent's own gRPC service, also answered over the link. */
@NullMarked
package coral.agent.internal.service;

import org.jspecify.annotations.NullMarked;
