// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HelpTextTest {
  private final HelpText help = new HelpText();

  @BeforeEach
  void addCommands() {
    help.add(new AgentCommands(), List.of("executions", "telemetry", "queries"));
    help.add(new ScriptCommand(), List.of("script"));
  }

  @Test
  void listsCommandsWithTheirDescriptors() {
    assertThat(help.all().lines())
        .anyMatch(line -> line.matches("executions +executions of the scripts .*"))
        .anyMatch(line -> line.matches("script STRING +one script: .*"))
        .anyMatch(line -> line.startsWith("exit "));
  }

  @Test
  void saysWhatOneCommandTakes() {
    assertThat(help.one("script"))
        .startsWith("script STRING: one script")
        .endsWith("  name, or the beginning of the id\n");
  }

  @Test
  void namesTheCommandsWhenAskedForAnother() {
    assertThatThrownBy(() -> help.one("scirpt"))
        .hasMessage(
            "there is no command \"scirpt\" of Coral: there are executions, queries, script, telemetry");
  }
}
