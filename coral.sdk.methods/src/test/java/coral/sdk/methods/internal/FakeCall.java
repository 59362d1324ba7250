// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import coral.api.script.ScriptMode;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkCall;
import coral.proto.sdk.v1.ColumnBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A call that remembers what was sent. */
final class FakeCall implements SdkCall {
  static final UUID EXECUTION = UUID.fromString("01890000-0000-7000-8000-000000000001");

  static final UUID SCRIPT = UUID.fromString("01890000-0000-7000-8000-000000000002");

  final List<String> hits = new ArrayList<>();
  final List<byte[]> sent = new ArrayList<>();
  private final byte[] payload;
  private final Instant deadline;

  FakeCall(byte[] payload, Instant deadline) {
    this.payload = payload;
    this.deadline = deadline;
  }

  static FakeCall of(MessageLite request) {
    return new FakeCall(request.toByteArray(), Instant.MAX);
  }

  List<ColumnBatch> batches() throws InvalidProtocolBufferException {
    List<ColumnBatch> batches = new ArrayList<>();
    for (byte[] element : sent) {
      batches.add(ColumnBatch.parseFrom(element));
    }
    return batches;
  }

  @Override
  public ExecutionContext execution() {
    return new ExecutionContext(
        EXECUTION,
        SCRIPT,
        "script",
        1,
        ScriptMode.AD_HOC,
        "manual",
        deadline,
        List.of(),
        Map.of(),
        "agent",
        "host",
        Map.of());
  }

  @Override
  public byte[] payload() {
    return payload;
  }

  @Override
  public void next(byte[] element) {
    sent.add(element);
  }

  @Override
  public void hit(String limit, String value) {
    hits.add(limit + ": " + value);
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void onCancel(Runnable action) {}
}
