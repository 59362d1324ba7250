// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToolNamesTest {
  private static final JSONRPCRequest CALL =
      new JSONRPCRequest("tools/call", 7, Map.of("name", "gone"));

  @Test
  void namesTheToolsThatThereAre() {
    var refusal = new ToolNames(() -> Set.of("b", "a"), () -> false).refusal(CALL);
    assertThat(refusal.error().message()).isEqualTo("there is no tool \"gone\"; there are a, b");
  }

  @Test
  void blamesNoClientForToolsThatGoWithTheColony() {
    var refusal = new ToolNames(Set::of, () -> true).refusal(CALL);
    assertThat(refusal.error()).isNull();
    assertThat(refusal.result())
        .isInstanceOfSatisfying(
            CallToolResult.class, result -> assertThat(result.isError()).isTrue());
  }

  @Test
  void refusesNoToolThatIsThere() {
    assertThat(new ToolNames(() -> Set.of("gone"), () -> true).refusal(CALL)).isNull();
  }
}
