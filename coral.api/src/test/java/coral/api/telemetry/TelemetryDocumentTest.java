// SPDX-License-Identifier: Apache-2.0

package coral.api.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/telemetry.md} equal to the tables; {@code -Dcoral.write.docs} writes it anew.
 */
class TelemetryDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "telemetry.md");
  private static final String MARK = "<!-- tables: made from TelemetryTable -->\n";

  @Test
  void documentListsEveryTableAndColumn() throws IOException {
    String text = Files.readString(DOCUMENT);
    String head = text.substring(0, text.indexOf(MARK) + MARK.length());
    String expected = head + tables();
    if (Boolean.getBoolean("coral.write.docs")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
  }

  private static String tables() {
    StringBuilder out = new StringBuilder();
    for (TelemetryTable table : TelemetryTable.values()) {
      out.append("\n## ").append(table.tableName()).append("\n\n");
      out.append("Time column: `").append(table.timeColumn()).append("`.\n\n");
      out.append("| column | type | meaning |\n|---|---|---|\n");
      for (TelemetryTable.Column column : table.columns()) {
        out.append(
            "| `%s` | %s | %s |\n".formatted(column.name(), column.type(), column.meaning()));
      }
    }
    return out.toString();
  }
}
