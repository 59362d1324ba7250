// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.script.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads findings out of what {@code deno lint --json} and {@code deno check} print. */
final class DenoOutput {
  private static final Pattern POSITION = Pattern.compile("^ {0,4}at (\\S+):(\\d+):(\\d+)$");
  private static final Pattern FINDING = Pattern.compile("^(TS\\d+) \\[ERROR\\]: (.*)$");

  private DenoOutput() {}

  /** Imports refused by the gate, and syntax errors. Lint counts columns from 0. */
  static List<Diagnostic> lint(String json, String fileName) {
    List<Diagnostic> findings = new ArrayList<>();
    JsonNode root = JsonMapper.shared().readTree(json);
    for (JsonNode finding : root.path("diagnostics")) {
      JsonNode start = finding.path("range").path("start");
      findings.add(
          new Diagnostic(
              fileName,
              start.path("line").asInt(),
              start.path("col").asInt() + 1,
              "import",
              finding.path("message").asString()));
    }
    for (JsonNode error : root.path("errors")) {
      findings.add(syntaxError(error.path("message").asString(), fileName));
    }
    return findings;
  }

  private static Diagnostic syntaxError(String message, String fileName) {
    String what = message.lines().findFirst().orElse("").replaceFirst("^SyntaxError: ", "");
    return message
        .lines()
        .map(POSITION::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(at -> new Diagnostic(fileName, number(at, 2), number(at, 3), "syntax", what))
        .orElseGet(() -> new Diagnostic(fileName, 1, 1, "syntax", what));
  }

  /**
   * Type errors. The first position after a finding is its own; indented ones belong to remarks on
   * it.
   */
  static List<Diagnostic> check(String text, String fileName) {
    List<Diagnostic> findings = new ArrayList<>();
    String code = "";
    String message = "";
    for (String line : text.lines().toList()) {
      Matcher finding = FINDING.matcher(line);
      Matcher position = POSITION.matcher(line);
      if (finding.matches()) {
        code = finding.group(1);
        message = finding.group(2);
      } else if (!code.isEmpty() && position.matches()) {
        findings.add(
            new Diagnostic(fileName, number(position, 2), number(position, 3), code, message));
        code = "";
      }
    }
    return findings;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
