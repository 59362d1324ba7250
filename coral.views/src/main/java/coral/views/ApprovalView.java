// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.Approval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a version that declares a capability needing consent.
 *
 * @param granted otherwise it was rejected
 * @param reason of a rejection; empty: it was granted
 */
public record ApprovalView(
    boolean granted, @Nullable Instant decidedAt, String decidedBy, String reason) {

  static ApprovalView of(Approval approval) {
    return new ApprovalView(
        approval.getGranted(),
        Times.of(approval.getDecidedAt()),
        approval.getDecidedBy(),
        approval.getReason());
  }
}
