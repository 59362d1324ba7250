// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptsTest {
  @Test
  void putsArgumentsIntoTheText() {
    assertThat(text("coral_alert", Map.of("service", "payments", "condition", "it fails")))
        .contains("service payments", "when it fails", "coral_validate_script")
        .doesNotContain("{", "Ask me");
  }

  @Test
  void asksForWhatIsMissing() {
    assertThat(text("coral_alert", Map.of("service", "payments")))
        .contains("Ask me first for condition");
  }

  @Test
  void eachArgumentHasItsPlaceInTheText() {
    assertThat(Prompts.all())
        .allSatisfy(
            each ->
                each.prompt()
                    .arguments()
                    .forEach(
                        argument ->
                            assertThat(text(each.prompt().name(), Map.of()))
                                .contains("{" + argument.name() + "}")));
  }

  private static String text(String name, Map<String, Object> arguments) {
    var prompt =
        Prompts.all().stream()
            .filter(each -> each.prompt().name().equals(name))
            .findFirst()
            .orElseThrow();
    var result =
        prompt
            .promptHandler()
            .apply(null, GetPromptRequest.builder(name).arguments(arguments).build())
            .block();
    return ((TextContent) result.messages().getFirst().content()).text();
  }
}
