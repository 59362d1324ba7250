// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import coral.agent.internal.wire.ExecutionWire;
import coral.api.execution.LogEntry;
import coral.api.execution.OutputStreamName;
import coral.api.execution.Report;
import coral.api.execution.ScriptEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrialCaptureTest {
  private static final UUID EXECUTION = new UUID(1, 1);

  private final TrialCapture capture = new TrialCapture("agent-1");
  private long sequence;

  @Test
  void keepsTheEndOfEachStream() {
    String line = "x".repeat((ExecutionWire.TAIL_BYTES / 4) - 1);
    for (int i = 0; i < 6; i++) {
      write(OutputStreamName.STDOUT, i + line.substring(1));
    }
    write(OutputStreamName.STDERR, "it failed");

    assertThat(capture.cutLines()).isEqualTo(2);
    assertThat(texts())
        .hasSize(5)
        .startsWith("2" + line.substring(1))
        .endsWith("5" + line.substring(1), "it failed");
  }

  @Test
  void keepsTheFirstEvents() {
    for (int i = 0; i < TrialCapture.EVENTS + 7; i++) {
      emit("e" + i, "{}");
    }
    assertThat(texts()).hasSize(TrialCapture.EVENTS).startsWith("e0", "e1");
    assertThat(capture.cutEvents()).isEqualTo(7);
  }

  @Test
  void keepsNoMoreOfEventsThanFitsIntoAMessage() {
    String data = '"' + "x".repeat(EmitMethod.MAX_DATA_BYTES - 2) + '"';
    for (int i = 0; i < 5; i++) {
      emit("large", data);
    }
    emit("small", "1");
    assertThat(texts()).containsExactly("large", "large", "large");
    assertThat(capture.cutEvents()).isEqualTo(3);
  }

  private void write(OutputStreamName stream, String text) {
    assertThat(capture.line(report(new Report.Line(stream, text)), Optional.empty())).isTrue();
  }

  private void emit(String name, String data) {
    Report report = report(new Report.Event(new ScriptEvent(name, data, "")));
    assertThat(capture.event(report, Optional.empty())).isCompleted();
  }

  private Report report(Report.Fact fact) {
    return new Report(EXECUTION, ++sequence, Instant.EPOCH, new UUID(0, 1), 1, fact);
  }

  private List<String> texts() {
    return capture.entries().stream().map(LogEntry::fact).map(TrialCaptureTest::text).toList();
  }

  private static String text(Report.Fact fact) {
    return switch (fact) {
      case Report.Line(OutputStreamName _, String text) -> text;
      case Report.Event(ScriptEvent event) -> event.name();
      case Report.Status _ -> throw new AssertionError("no status is kept");
    };
  }
}
