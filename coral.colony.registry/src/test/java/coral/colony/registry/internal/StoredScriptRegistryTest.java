// SPDX-License-Identifier: Apache-2.0
package coral.colony.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Diagnostic;
import coral.api.script.InvalidScriptException;
import coral.api.script.Script;
import coral.api.script.ScriptDraft;
import coral.api.script.ScriptSettings;
import coral.api.script.ScriptValidator;
import coral.api.script.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StoredScriptRegistryTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private final FakeScriptStore store = new FakeScriptStore();
  private final Validator validator = new Validator();
  private final StoredScriptRegistry registry = new StoredScriptRegistry(store, validator, CLOCK);

  @Test
  void storesADraftAsVersionOne() {
    var registered = registry.register(draft("alert", "a()"));
    assertThat(registered.created()).isTrue();
    assertThat(registered.script().version()).isEqualTo(1);
    assertThat(registered.script().createdAt()).isEqualTo(CLOCK.instant());
    assertThat(store.all()).containsExactly(registered.script());
  }

  @Test
  void givesBackTheStoredVersionForTheSameContent() {
    Script first = registry.register(draft("alert", "a()")).script();
    var again = registry.register(draft("alert", "a()"));
    assertThat(again.created()).isFalse();
    assertThat(again.script()).isEqualTo(first);
  }

  @Test
  void countsVersionsOfANameUnderOneId() {
    Script first = registry.register(draft("alert", "a()")).script();
    Script second = registry.register(draft("alert", "b()")).script();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.version()).isEqualTo(2);
    assertThat(registry.register(draft("other", "a()")).script().id()).isNotEqualTo(first.id());
  }

  @Test
  void rollsBackToAnOldVersion() {
    Script first = registry.register(draft("alert", "a()")).script();
    registry.register(draft("alert", "b()"));
    assertThat(registry.register(draft("alert", "a()")).script()).isEqualTo(first);
  }

  @Test
  void previewsWhatADraftWouldBeAndStoresNothing() {
    var first = registry.preview(draft("alert", "bad()"));
    assertThat(first.created()).isTrue();
    assertThat(first.script().version()).isEqualTo(1);
    assertThat(store.all()).isEmpty();
    assertThat(validator.asked).isEmpty();

    Script stored = registry.register(draft("alert", "a()")).script();
    var same = registry.preview(draft("alert", "a()"));
    assertThat(same.created()).isFalse();
    assertThat(same.script()).isEqualTo(stored);
    var next = registry.preview(draft("alert", "b()"));
    assertThat(next.created()).isTrue();
    assertThat(next.script().id()).isEqualTo(stored.id());
    assertThat(next.script().version()).isEqualTo(2);
    assertThat(store.all()).containsExactly(stored);
    assertThatThrownBy(() -> registry.preview(draft("a b", "a()"))).hasMessageContaining("\"a b\"");
  }

  @Test
  void otherTargetsAreAnotherVersionOfACheckedSource() {
    registry.register(draft("alert", "a()"));
    var moved =
        new ScriptDraft(
            "alert",
            "a()",
            "alert.ts",
            ScriptSettings.DAEMON,
            List.of("payments"),
            Trigger.MANUAL,
            "ada",
            false);
    assertThat(registry.register(moved).script().version()).isEqualTo(2);
    assertThat(validator.asked).containsExactly("a()");
  }

  @Test
  void storesNothingThatDoesNotPass() {
    assertThatThrownBy(() -> registry.register(draft("alert", "bad()")))
        .isInstanceOfSatisfying(
            InvalidScriptException.class,
            e -> assertThat(e.diagnostics().getFirst().file()).isEqualTo("alert.ts"));
    assertThat(store.all()).isEmpty();
  }

  @Test
  void refusesMalformedNamesAndSizesBeforeItAsksTheValidator() {
    assertThatThrownBy(() -> registry.register(draft("a b", "a()")))
        .hasMessageContaining("\"a b\"")
        .extracting(e -> ((CoralException) e).code())
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThatThrownBy(() -> registry.register(draft("alert", " \n")))
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> registry.register(draft("alert", "x".repeat((1 << 20) + 1))))
        .hasMessageContaining("1,048,577");
    assertThatThrownBy(() -> registry.validate("", "alert.ts")).hasMessageContaining("empty");
    assertThat(validator.asked).isEmpty();
  }

  @Test
  void checksASourceOnceWhateverAsks() {
    assertThat(registry.validate("a()", "x.ts")).isEmpty();
    registry.register(draft("alert", "a()"));
    registry.register(draft("other", "a()"));
    assertThat(validator.asked).containsExactly("a()");
  }

  @Test
  void doesNotCheckAStoredSourceAgainAfterARestart() {
    registry.register(draft("alert", "a()"));
    validator.asked.clear();
    var restarted = new StoredScriptRegistry(store, validator, CLOCK);
    restarted.register(draft("alert", "a()"));
    restarted.register(draft("copy", "a()"));
    assertThat(validator.asked).isEmpty();
  }

  @Test
  void checksAgainWhatDidNotPass() {
    assertThat(registry.validate("bad()", "x.ts")).hasSize(1);
    validator.fixed = true;
    assertThat(registry.validate("bad()", "x.ts")).isEmpty();
  }

  @Test
  void twoDraftsOfOneNameAtOnceGiveTwoVersionsAndEqualOnesGiveOne() throws Exception {
    var start = new CyclicBarrier(8);
    try (var threads = Executors.newFixedThreadPool(8)) {
      var results = new ArrayList<Future<Script>>();
      for (int i = 0; i < 8; i++) {
        String code = i % 2 == 0 ? "same()" : "own" + i + "()";
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return registry.register(draft("alert", code)).script();
                }));
      }
      for (Future<Script> result : results) {
        Script script = result.get();
        assertThat(store.all()).contains(script);
      }
    }
    assertThat(store.all()).extracting(Script::version).containsExactly(1, 2, 3, 4, 5);
    assertThat(store.all()).extracting(Script::id).containsOnly(store.all().getFirst().id());
  }

  @Test
  void findsByIdNameAndPrefix() {
    Script script = registry.register(draft("alert", "a()")).script();
    Script newest = registry.register(draft("alert", "b()")).script();
    String id = script.id().toString();
    assertThat(registry.find(id)).isEqualTo(newest);
    assertThat(registry.find(id.toUpperCase(java.util.Locale.ROOT))).isEqualTo(newest);
    assertThat(registry.find(" alert ")).isEqualTo(newest);
    assertThat(registry.find(id.substring(0, 8))).isEqualTo(newest);
  }

  @Test
  void saysWhenNothingMatches() {
    Script script = registry.register(draft("alert", "a()")).script();
    for (String wrong :
        List.of("alrt", script.id().toString().substring(0, 7), UUID.randomUUID().toString())) {
      assertThatThrownBy(() -> registry.find(wrong))
          .isInstanceOfSatisfying(
              CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
          .hasMessageContaining("\"" + wrong + "\"")
          .hasMessageContaining("first 8 characters");
    }
    assertThatThrownBy(() -> registry.find("")).hasMessageContaining("no script is named");
  }

  @Test
  void namesTheScriptsThatAPrefixCouldMean() {
    store.save(script("11111111-0000-0000-0000-000000000001", "one"));
    store.save(script("11111111-0000-0000-0000-000000000002", "two"));
    assertThatThrownBy(() -> registry.find("11111111"))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("11111111-0000-0000-0000-000000000001 (one)")
        .hasMessageContaining("(two)");
  }

  @Test
  void aNameThatLooksLikeAPrefixIsAName() {
    store.save(script("deadbeef-0000-0000-0000-000000000001", "one"));
    Script named = registry.register(draft("deadbeef", "a()")).script();
    assertThat(registry.find("deadbeef")).isEqualTo(named);
  }

  private static Script script(String id, String name) {
    return new Script(
        UUID.fromString(id),
        name,
        1,
        name + "()",
        ScriptSettings.DAEMON,
        List.of(),
        Trigger.MANUAL,
        CLOCK.instant(),
        "ada",
        false,
        name);
  }

  private static ScriptDraft draft(String name, String code) {
    return new ScriptDraft(
        name, code, "alert.ts", ScriptSettings.DAEMON, List.of(), Trigger.MANUAL, "ada", false);
  }

  private static final class Validator implements ScriptValidator {
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean fixed;

    @Override
    public List<Diagnostic> validate(String code, String fileName) {
      asked.add(code);
      return code.startsWith("bad") && !fixed
          ? List.of(new Diagnostic(fileName, 1, 1, "TS1", "bad"))
          : List.of();
    }

    @Override
    public String runtimeVersion() {
      return "2.9.6";
    }
  }
}
