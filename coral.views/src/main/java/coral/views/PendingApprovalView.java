// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.PendingApproval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version that waits for an operator's approval.
 *
 * @param capabilities for which it needs consent
 * @param requestedAt when it was deployed
 */
public record PendingApprovalView(
    int version, List<String> capabilities, @Nullable Instant requestedAt, String requestedBy) {
  public PendingApprovalView {
    capabilities = List.copyOf(capabilities);
  }

  static PendingApprovalView of(PendingApproval pending) {
    return new PendingApprovalView(
        pending.getVersion(),
        pending.getCapabilitiesList(),
        Times.of(pending.getRequestedAt()),
        pending.getRequestedBy());
  }
}
