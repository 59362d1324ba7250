// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentChecksTest {
  private static final ArgumentChecks CHECKS =
      new ArgumentChecks(
          Map.of(
              "type",
              "object",
              "required",
              List.of("name"),
              "properties",
              Map.of(
                  "name", Map.of("type", "string"),
                  "mode", Map.of("type", "string", "enum", List.of("daemon", "ad_hoc")),
                  "limit", Map.of("type", "integer", "minimum", 1, "maximum", 9),
                  "tail", Map.of("type", "number"),
                  "flag", Map.of("type", "boolean"),
                  "targets", Map.of("type", "array", "items", Map.of("type", "string")),
                  "trigger",
                      Map.of(
                          "type",
                          "object",
                          "properties",
                          Map.of("cron", Map.of("type", "string"))))));

  @Test
  void acceptsWhatFits() {
    assertThat(
            complaint(
                Map.of(
                    "mode",
                    "daemon",
                    "limit",
                    9,
                    "tail",
                    2.5,
                    "flag",
                    false,
                    "targets",
                    List.of("a", "b"),
                    "trigger",
                    Map.of("cron", "@hourly"))))
        .isNull();
  }

  @Test
  void acceptsAWholeNumberWithAPointAndAnArgumentThatIsNull() {
    Map<String, Object> arguments = new HashMap<>(Map.of("limit", 3.0));
    arguments.put("mode", null);
    assertThat(complaint(arguments)).isNull();
  }

  @Test
  void namesArgumentValueAndChoices() {
    assertThat(complaint(Map.of("mode", "demon")))
        .isEqualTo("argument \"mode\" is \"demon\": give one of daemon, ad_hoc");
  }

  @Test
  void namesTheRange() {
    assertThat(complaint(Map.of("limit", 10)))
        .isEqualTo("argument \"limit\" is 10: give a whole number from 1 to 9");
    assertThat(complaint(Map.of("limit", 1.5)))
        .isEqualTo("argument \"limit\" is 1.5: give a whole number from 1 to 9");
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(CHECKS.complaint(Map.of())).isEqualTo("argument \"name\" is missing: give a text");
  }

  @Test
  void refusesUnknownArgumentsAndNamesTheKnown() {
    assertThat(complaint(Map.of("target", "x")))
        .isEqualTo(
            "argument \"target\" is unknown; there are flag, limit, mode, name, tail, targets, trigger");
    assertThat(complaint(Map.of("trigger", Map.of("corn", "x"))))
        .isEqualTo("argument \"trigger.corn\" is unknown; there are trigger.cron");
  }

  @Test
  void saysWhichElementIsWrong() {
    assertThat(complaint(Map.of("targets", List.of("a", 2))))
        .isEqualTo("argument \"targets[1]\" is 2: give a text");
    assertThat(complaint(Map.of("targets", "a")))
        .isEqualTo("argument \"targets\" is \"a\": give a list of texts");
  }

  @Test
  void shortensLongValues() {
    assertThat(complaint(Map.of("flag", "x".repeat(500)))).hasSizeLessThan(150).contains("…");
  }

  private static String complaint(Map<String, Object> arguments) {
    Map<String, Object> all = new HashMap<>(arguments);
    all.put("name", "n");
    return CHECKS.complaint(all);
  }
}
