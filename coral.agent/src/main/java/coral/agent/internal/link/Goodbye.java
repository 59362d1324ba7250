// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import com.google.rpc.Code;
import com.google.rpc.Status;
import coral.proto.colony.v1.ErrorDetail;
import io.grpc.protobuf.StatusProto;

/** How a colony that is being updated ends a stream. */
final class Goodbye {
  private Goodbye() {}

  /**
   * Whether the colony itself ended the stream and will be back at once: UNAVAILABLE with details
   * of its own, which a connection that broke does not have.
   */
  static boolean said(Throwable end) {
    Status status = StatusProto.fromThrowable(end);
    return status != null
        && status.getCode() == Code.UNAVAILABLE_VALUE
        && status.getDetailsList().stream().anyMatch(detail -> detail.is(ErrorDetail.class));
  }
}
