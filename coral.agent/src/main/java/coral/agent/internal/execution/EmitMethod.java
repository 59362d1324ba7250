// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.agent.internal.wire.EventJson;
import coral.agent.internal.wire.SdkWire;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.ScriptEvent;
import coral.api.execution.Severity;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** {@code emit}: an event of a script, answered once it cannot be lost any more. */
public final class EmitMethod implements SdkMethod {
  static final int MAX_DATA_BYTES = 64 << 10;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

  private final Executions executions;

  public EmitMethod(Executions executions) {
    this.executions = executions;
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    ScriptEvent event = check(SdkWire.event(call.payload()));
    Recorder.Emitted emitted = executions.emit(call.execution().executionId(), event);
    try {
      emitted.durable().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CoralException coral
          ? coral
          : new CoralException(ErrorCode.INTERNAL, "cannot keep the event", e);
    }
    return SdkWire.emitted(emitted.sequence());
  }

  private static ScriptEvent check(ScriptEvent event) {
    if (!NAME.matcher(event.name()).matches()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "event name \"%s\" is malformed: 1 to 128 letters, digits, '.', '_', ':', '/' or '-', beginning with a letter or digit"
              .formatted(event.name()));
    }
    if (!event.severity().isEmpty()) {
      var _ = Severity.parse(event.severity());
    }
    int bytes = event.dataJson().getBytes(UTF_8).length;
    if (bytes > MAX_DATA_BYTES) {
      throw new CoralException(
          ErrorCode.LIMIT_EXCEEDED,
          "the event's data has %,d bytes of JSON; at most %,d are accepted"
              .formatted(bytes, MAX_DATA_BYTES));
    }
    return new ScriptEvent(
        event.name(), EventJson.compactValue(event.dataJson()), event.severity());
  }
}
