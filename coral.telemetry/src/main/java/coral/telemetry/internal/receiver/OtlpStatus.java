// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a failure is said in OTLP's words; a sender tries again only where these say so. */
final class OtlpStatus {
  /** For how long a sender is asked to wait. */
  static final int RETRY_SECONDS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(OtlpStatus.class);

  private OtlpStatus() {}

  /** Logs what is a fault of ours, since the sender cannot do anything about it. */
  static Status of(RuntimeException failure) {
    if (failure instanceof CoralException known) {
      ErrorCode code = known.code();
      if (code == ErrorCode.INVALID_ARGUMENT) {
        return status(Code.INVALID_ARGUMENT, known.sentence());
      }
      boolean closing = code == ErrorCode.CANCELLED; // the store was interrupted
      if (code.retryable() || closing || code.kind() == ErrorCode.Kind.LIMIT) {
        return status(Code.UNAVAILABLE, known.sentence());
      }
    }
    LOG.error("A request of telemetry could not be stored.", failure);
    return status(Code.INTERNAL, "The receiver failed; its log says why.");
  }

  static Status status(Code code, String message) {
    return Status.newBuilder().setCode(code.getNumber()).setMessage(message).build();
  }

  static boolean retryable(Status status) {
    return status.getCode() == Code.UNAVAILABLE.getNumber();
  }

  /** With what gRPC senders look for before they try again. */
  static Status withRetryInfo(Status status) {
    if (!retryable(status)) {
      return status;
    }
    RetryInfo info =
        RetryInfo.newBuilder()
            .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_SECONDS))
            .build();
    return status.toBuilder().addDetails(Any.pack(info)).build();
  }
}
