// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.ScriptEvent;
import coral.proto.sdk.v1.EmitRequest;
import coral.proto.sdk.v1.EmitResponse;
import coral.proto.sdk.v1.HeartbeatResponse;

/** Payloads of the SDK methods that the runtime answers itself. */
public final class SdkWire {
  private SdkWire() {}

  /**
   * What a script wants to emit, unchecked.
   *
   * @throws CoralException INVALID_ARGUMENT when the payload is no EmitRequest
   */
  public static ScriptEvent event(byte[] payload) {
    try {
      EmitRequest request = EmitRequest.parseFrom(payload);
      return new ScriptEvent(request.getName(), request.getData(), request.getSeverity());
    } catch (InvalidProtocolBufferException e) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "the payload of emit is no EmitRequest: " + e.getMessage(),
          e);
    }
  }

  public static byte[] emitted(long sequence) {
    return EmitResponse.newBuilder().setSequence(sequence).build().toByteArray();
  }

  public static byte[] heartbeatAnswer() {
    return HeartbeatResponse.getDefaultInstance().toByteArray();
  }
}
