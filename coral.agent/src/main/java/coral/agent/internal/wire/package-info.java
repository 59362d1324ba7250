// SPDX-License-Identifier: Apache-2.0

/** Protocol buffers on one side, records of coral.api on the other; nothing else sees both. */
@NullMarked
package coral.agent.internal.wire;

import org.jspecify.annotations.NullMarked;
