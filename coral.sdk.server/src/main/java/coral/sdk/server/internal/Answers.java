// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.ExecutionContext;
import coral.proto.sdk.v1.Error;
import coral.proto.sdk.v1.ExecutionInfo;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.Next;
import coral.proto.sdk.v1.Result;
import coral.proto.sdk.v1.Welcome;
import java.time.DateTimeException;
import java.time.Instant;

/** The frames that the server sends. */
final class Answers {
  /** What a frame adds to its payload, generously. */
  private static final int OVERHEAD = 64;

  private Answers() {}

  static Frame welcome(
      int protocol, String agentVersion, int maxConcurrentCalls, ExecutionContext execution) {
    Welcome welcome =
        Welcome.newBuilder()
            .setProtocol(protocol)
            .setAgentVersion(agentVersion)
            .setMaxConcurrentCalls(maxConcurrentCalls)
            .setExecution(
                ExecutionInfo.newBuilder()
                    .setExecutionId(execution.executionId().toString())
                    .setScriptId(execution.scriptId().toString())
                    .setScriptName(execution.scriptName())
                    .setVersion(execution.version())
                    .setAgentId(execution.agentId())
                    .setHostname(execution.hostname())
                    .putAllLabels(execution.labels())
                    .setMode(
                        switch (execution.mode()) {
                          case DAEMON -> "daemon";
                          case AD_HOC -> "ad-hoc";
                        })
                    .setTrigger(execution.trigger())
                    .setDeadlineUnixMs(unixMillis(execution.deadline()))
                    .addAllCapabilities(execution.capabilities())
                    .putAllArgs(execution.args()))
            .build();
    return result(0, welcome.toByteArray());
  }

  static Frame result(long requestId, byte[] payload) {
    return Frame.newBuilder()
        .setRequestId(requestId)
        .setResult(Result.newBuilder().setPayload(wrap(payload)))
        .build();
  }

  static Frame next(long requestId, byte[] payload) {
    return Frame.newBuilder()
        .setRequestId(requestId)
        .setNext(Next.newBuilder().setPayload(wrap(payload)))
        .build();
  }

  static Frame error(long requestId, CoralException e) {
    return error(requestId, e.code(), e.sentence());
  }

  static Frame error(long requestId, ErrorCode code, String message) {
    return Frame.newBuilder()
        .setRequestId(requestId)
        .setError(
            Error.newBuilder()
                .setCode(code.name())
                .setMessage(message)
                .setKind(code.kind().name())
                .setRetryable(code.retryable()))
        .build();
  }

  /** Methods hand their arrays over, so nothing is copied until it is written. */
  private static ByteString wrap(byte[] payload) {
    if (payload.length > FrameReader.MAX_FRAME - OVERHEAD) {
      throw new CoralException(
          ErrorCode.LIMIT_EXCEEDED,
          "the answer has %d bytes in one piece, but at most %d can be sent; ask for less at once"
              .formatted(payload.length, FrameReader.MAX_FRAME - OVERHEAD));
    }
    return UnsafeByteOperations.unsafeWrap(payload);
  }

  private static long unixMillis(Instant instant) {
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException | DateTimeException e) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
