// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryTextTest {

  private record Kept(Map<String, Long> rowCounts, List<String> services)
      implements TelemetryStore {
    @Override
    public void append(List<? extends TelemetryRow> rows) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void listsTablesAndServices() {
    String text =
        TelemetryText.of(
            new Kept(Map.of("otel_spans_local", 12L, "functions", 0L), List.of("a", "b")));
    assertThat(text)
        .isEqualTo(
            """
            TABLE             ROWS
            functions         0
            otel_spans_local  12
            services: a, b
            """);
  }

  @Test
  void saysThatNothingCame() {
    assertThat(TelemetryText.of(new Kept(Map.of(), List.of())))
        .isEqualTo("no telemetry has been received\nservices: none\n");
  }
}
