// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import io.modelcontextprotocol.server.McpServerFeatures.AsyncPromptSpecification;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The usual intents, for a person to choose from a client's menu. */
final class Prompts {
  private static final String STEPS =
      """

      Read coral://sdk/reference and coral://schema first; coral://intents may have a script to begin with. Look at real data
      with coral_query. Write one script, check it with coral_validate_script, try it with coral_deploy_script and dry_run,
      show me what it found, and deploy it once I agree.
      """;

  /** A prompt's text has {@code {argument}} where an argument goes. */
  private record Intent(String name, String title, List<PromptArgument> arguments, String text) {}

  private static final List<Intent> INTENTS =
      List.of(
          new Intent(
              "coral_alert",
              "Alert on a condition",
              List.of(wanted("service", "Service to watch"), wanted("condition", "When to alert")),
              "Deploy a Coral script that watches service {service} and emits an alert when {condition}. It runs on a"
                  + " schedule or a condition trigger, and says in the alert what it measured."),
          new Intent(
              "coral_correlate",
              "Correlate two signals",
              List.of(wanted("first", "A signal"), wanted("second", "Another signal")),
              "Find out with Coral whether {first} and {second} go together: in the same requests, or in the same"
                  + " minutes. Say how strong the link is and show examples."),
          new Intent(
              "coral_metric",
              "A metric of your own",
              List.of(wanted("metric", "What to compute")),
              "Deploy a Coral script that computes {metric} from telemetry every minute and emits it as an event with"
                  + " its value and unit."),
          new Intent(
              "coral_probe",
              "Look closer when something happens",
              List.of(wanted("condition", "When to look"), wanted("question", "What to find out")),
              "Deploy a Coral script with an event trigger that runs when {condition}, and then finds out {question}."
                  + " It emits what it found once, and stays quiet otherwise."),
          new Intent(
              "coral_check_configuration",
              "Compare a configuration everywhere",
              List.of(wanted("what", "Version, setting or file that is to be the same")),
              "Check with Coral, on all agents at once, that {what} is the same everywhere, and list where it differs."));

  private Prompts() {}

  static List<AsyncPromptSpecification> all() {
    return INTENTS.stream().map(Prompts::specification).toList();
  }

  private static AsyncPromptSpecification specification(Intent intent) {
    Prompt prompt =
        Prompt.builder(intent.name()).title(intent.title()).arguments(intent.arguments()).build();
    return new AsyncPromptSpecification(
        prompt,
        (exchange, request) -> {
          Map<String, Object> given = request.arguments() == null ? Map.of() : request.arguments();
          return Mono.just(result(intent, given));
        });
  }

  private static GetPromptResult result(Intent intent, Map<String, Object> given) {
    String text = intent.text();
    List<String> missing = new ArrayList<>();
    for (PromptArgument argument : intent.arguments()) {
      Object value = given.get(argument.name());
      if (value == null) {
        missing.add(argument.name());
      } else {
        text = text.replace("{" + argument.name() + "}", value.toString());
      }
    }
    String ask =
        missing.isEmpty() ? "" : "\nAsk me first for " + String.join(" and ", missing) + ".";
    return GetPromptResult.builder(
            List.of(
                PromptMessage.builder(
                        Role.USER, TextContent.builder(text + ask + STEPS.stripTrailing()).build())
                    .build()))
        .description(intent.title())
        .build();
  }

  private static PromptArgument wanted(String name, String description) {
    return PromptArgument.builder(name).description(description).required(true).build();
  }
}
