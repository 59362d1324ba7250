// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.script.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenoValidatorTest {
  @TempDir Path data;
  private DenoValidator validator;

  @BeforeEach
  void create() {
    validator =
        new DenoValidator(DenoFixture.binary(), DenoFixture.files(data), DenoFixture.SPAWNER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alert-high-latency.ts", "correlate-errors-memory.ts", "check-health-metrics.ts"})
  void acceptsTheExamplesUnmodified(String name) throws IOException {
    String code = Files.readString(Path.of("..", "examples", name));
    assertThat(validator.validate(code, name)).isEmpty();
  }

  @Test
  void tellsTheTypeErrorsPosition() {
    assertThat(
            validate(
                "import * as coral from \"@coral/sdk\";\nconst p: string = await coral.metrics.getErrorRate(\"payments\");\n"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.toString()).startsWith("alert.ts:2:7 TS2322: ");
              assertThat(finding.message()).contains("'number' is not assignable to type 'string'");
            });
  }

  @Test
  void tellsEveryTypeError() {
    assertThat(validate("const a: number = \"s\";\nconst b: { y: number } = { y: \"s\" };\n"))
        .extracting(Diagnostic::line, Diagnostic::column)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(1, 7),
            org.assertj.core.api.Assertions.tuple(2, 28));
  }

  @Test
  void tellsTheSyntaxErrorsPosition() {
    assertThat(validate("const a = 1;\nconst b = = 3;\n"))
        .containsExactly(new Diagnostic("alert.ts", 2, 11, "syntax", "Expression expected"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import x from \"npm:lodash\";",
        "import x from \"https://example.com/x.ts\";",
        "import x from \"file:///etc/passwd\";",
        "import x from \"./other.ts\";",
        "import x from \"node:fs\";",
        "export * from \"jsr:@other/thing\";",
        "const x = await import(\"node:fs\");",
        "const n = \"node:fs\"; const x = await import(n);",
        "// deno-lint-ignore-file\nimport x from \"npm:lodash\";",
        "/// <reference path=\"/etc/passwd\" />\nconst a = 1;",
      })
  void refusesForbiddenImportsNamingThem(String code) {
    List<Diagnostic> findings = validate(code);
    assertThat(findings)
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.code()).isEqualTo("import"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// @ts-nocheck",
        "/* @ts-nocheck */",
        "// @TS-NoCheck",
        "// @ts-nochec\u212a",
        "// deno-lint-ignore-file"
      })
  void isNotSwitchedOffByAComment(String comment) {
    assertThat(validate(comment + "\nconst a: number = \"s\";\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.toString()).startsWith("alert.ts:2:7 TS2322"));
  }

  @Test
  void excusesALineThatSaysSo() {
    assertThat(
            validate("// @ts-expect-error: on purpose\nconst a: number = \"s\";\nexport { a };\n"))
        .isEmpty();
  }

  @Test
  void endsTypesThatTakeForEverWithOneFinding() {
    String bomb =
        "type N<T extends unknown[], D extends unknown[] = []> ="
            + " D['length'] extends 900 ? T : N<[...T, ...T], [...D, 1]>;\n"
            + "const x: N<[1]> = 1 as never; export { x };\n";
    assertThat(validate(bomb)).isNotEmpty();
  }

  static Stream<String> tooDeep() {
    return Stream.of(
        "export const a = " + "(".repeat(3_000) + "1" + ")".repeat(3_000) + ";",
        "export const a = 1" + "+1".repeat(300_000) + ";",
        "export type A = " + "Array<".repeat(100_000) + "1" + ">".repeat(100_000) + ";",
        "export type A = " + "`a${".repeat(60_000) + "'x'" + "}`".repeat(60_000) + ";",
        "export const r = /" + "(".repeat(20_000) + ")".repeat(20_000) + "/;");
  }

  @ParameterizedTest
  @MethodSource("tooDeep")
  void refusesWhatNestsTooDeepWithOneFinding(String code) {
    assertThat(validate(code))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("limit");
              assertThat(finding.message()).contains("cannot be checked within 30 s");
            });
  }

  @Test
  void tellsTheFirstHundredOfVeryManyErrors() {
    List<Diagnostic> findings = validate("export const q = 1;\n" + "q.x;\n".repeat(5_000));
    assertThat(findings).hasSize(100);
    assertThat(findings.getLast().line()).isEqualTo(101);
  }

  @Test
  void saysHowToVendorAStandardModuleThatIsMissing() {
    assertThat(validate("import { join } from \"@std/path\";\nconsole.log(join(\"a\", \"b\"));\n"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.line()).isEqualTo(1);
              assertThat(finding.message())
                  .contains("\"@std/path\" is not vendored")
                  .contains(data.resolve("std").toString());
            });
  }

  @Test
  void acceptsAStandardModuleThatIsVendored() throws IOException {
    Path module = Files.createDirectories(data.resolve("std/shout"));
    Files.writeString(
        module.resolve("mod.ts"), "export const shout = (s: string): string => s.toUpperCase();\n");
    DenoValidator withStd =
        new DenoValidator(DenoFixture.binary(), DenoFixture.files(data), DenoFixture.SPAWNER);
    assertThat(
            withStd.validate(
                "import { shout } from \"@std/shout\";\nconsole.log(shout(\"a\"));\n", "a.ts"))
        .isEmpty();
  }

  @Test
  void leavesNoFilesBehind() throws IOException {
    validate("const a: number = \"s\";");
    try (Stream<Path> files = Files.list(data.resolve("work"))) {
      assertThat(files)
          .noneMatch(file -> file.getFileName().toString().matches("(check|out|err).*"));
    }
  }

  private List<Diagnostic> validate(String code) {
    return validator.validate(code, "alert.ts");
  }
}
