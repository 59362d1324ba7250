// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkCall;
import coral.proto.sdk.v1.EmitRequest;
import coral.proto.sdk.v1.EmitResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitMethodTest {
  @TempDir Path directory;
  private TestAgent runtime;
  private EmitMethod emit;

  @BeforeEach
  void setUp() {
    runtime = new TestAgent(directory);
    emit = new EmitMethod(runtime.executions);
    runtime.executions.assign(Scripts.daemon("a"), Optional.empty());
  }

  @Test
  void answersWithTheSequenceOfTheEvent() throws Exception {
    byte[] answer = emit.call(call("alert", "{ \"p99\": 1.5,\n \"route\": \"/ö\" }", "warning"));
    assertThat(EmitResponse.parseFrom(answer).getSequence()).isEqualTo(2);
    assertThat(runtime.reports.all.getLast().fact())
        .isEqualTo(
            new Report.Event(
                new ScriptEvent("alert", "{\"p99\":1.5,\"route\":\"/ö\"}", "warning")));
  }

  @Test
  void refusesWhatIsNoEvent() {
    refuses("", "{}", "", ErrorCode.INVALID_ARGUMENT, "event name \"\" is malformed");
    refuses("a b", "{}", "", ErrorCode.INVALID_ARGUMENT, "event name \"a b\" is malformed");
    refuses("a", "{}", "fatal", ErrorCode.INVALID_ARGUMENT, "severity \"fatal\" is unknown");
    refuses("a", "", "", ErrorCode.INVALID_ARGUMENT, "it is empty");
    refuses("a", "{", "", ErrorCode.INVALID_ARGUMENT, "not one JSON value");
    refuses("a", "{} {}", "", ErrorCode.INVALID_ARGUMENT, "something follows");
    refuses("a", "NaN", "", ErrorCode.INVALID_ARGUMENT, "not one JSON value");
    refuses(
        "a",
        "\"" + "x".repeat(64 << 10) + "\"",
        "",
        ErrorCode.LIMIT_EXCEEDED,
        "65,538 bytes of JSON");
    assertThat(runtime.reports.all).hasSize(1);
  }

  private void refuses(String name, String data, String severity, ErrorCode code, String message) {
    assertThatThrownBy(() -> emit.call(call(name, data, severity)))
        .isInstanceOfSatisfying(CoralException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private SdkCall call(String name, String data, String severity) {
    ExecutionContext context = runtime.sessions.opened.getFirst().execution();
    return new SdkCall() {
      @Override
      public ExecutionContext execution() {
        return context;
      }

      @Override
      public byte[] payload() {
        return EmitRequest.newBuilder()
            .setName(name)
            .setData(data)
            .setSeverity(severity)
            .build()
            .toByteArray();
      }

      @Override
      public void next(byte[] payload) {}

      @Override
      public void hit(String limit, String value) {}

      @Override
      public boolean cancelled() {
        return false;
      }

      @Override
      public void onCancel(Runnable action) {}
    };
  }
}
