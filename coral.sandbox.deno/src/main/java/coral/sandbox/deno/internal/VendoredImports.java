// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.script.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Imports of the standard library that the gate lets through and nobody has vendored. */
final class VendoredImports {
  private static final Pattern IMPORT =
      Pattern.compile("(?:from|import)\\s*\\(?\\s*[\"']@std/([A-Za-z0-9_-]+)(/[^\"']*)?[\"']");

  private VendoredImports() {}

  static List<Diagnostic> missing(String code, DenoFiles files, String fileName) {
    Set<String> vendored = files.vendored();
    List<Diagnostic> findings = new ArrayList<>();
    Matcher matcher = IMPORT.matcher(code);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!vendored.contains(name)) {
        findings.add(at(matcher.toMatchResult(), code, fileName, name, files, vendored));
      }
    }
    return findings;
  }

  private static Diagnostic at(
      MatchResult match,
      String code,
      String fileName,
      String name,
      DenoFiles files,
      Set<String> vendored) {
    int offset = match.start();
    int line = (int) code.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    int column = offset - code.lastIndexOf('\n', offset - 1);
    return new Diagnostic(
        fileName,
        line,
        column,
        "import",
        "\"@std/%s\" is not vendored here: put that part of Deno's standard library into %s/%s (mod.ts first), on colony and agents; vendored are %s"
            .formatted(
                name,
                files.std(),
                name,
                vendored.isEmpty() ? "none" : String.join(", ", vendored)));
  }
}
