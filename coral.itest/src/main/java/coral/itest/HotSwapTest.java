// SPDX-License-Identifier: Apache-2.0

package coral.itest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.execution.ExecutionService;
import coral.api.execution.Report;
import coral.api.runtime.DataDirectory;
import coral.api.script.ContentAddress;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** A script in the real Deno sees nothing of an update of the bundles that serve its calls. */
class HotSwapTest {
  private static final List<String> UPDATED = List.of("coral.guardrails", "coral.sdk.methods");
  private static final String NEWER = "0.9.0";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PROGRESS =
      Pattern.compile("pid=(\\d+) calls=(\\d+) failed=(\\d+) last=(.*)");

  /** The latest line of the script that told its counts. */
  private record Progress(UUID execution, long pid, int calls, int failed, String lastFailure) {}

  private BundleContext context;
  private ExecutionService executions;
  private DropIns dropIns;
  private Path directory;
  private Script script;

  @BeforeEach
  void startScript(
      @InjectBundleContext BundleContext bundleContext,
      @InjectService(timeout = 30_000) ExecutionService service,
      @InjectService(timeout = 30_000) DataDirectory data)
      throws IOException {
    context = bundleContext;
    executions = service;
    directory = data.directory("bundles");
    dropIns = new DropIns(Path.of(context.getProperty("coral.home")), directory);
    await().atMost(PATIENCE).until(() -> executions.refusal(), Optional::isEmpty);
    script = script();
    executions.assign(script, Optional.empty());
  }

  @AfterEach
  void stopScript() throws IOException {
    executions.withdraw(script.id(), "the test is over");
    for (String name : UPDATED) {
      Files.deleteIfExists(directory.resolve(name + ".jar"));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> running(UPDATED), versions -> !versions.containsValue(NEWER));
  }

  @Test
  void scriptSeesNothingOfAnUpdate() throws IOException {
    Map<String, String> before = running(UPDATED);
    Progress started = awaitCalls(100);

    for (String name : UPDATED) {
      dropIns.drop(name, NEWER);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(running(UPDATED)).allSatisfy((n, v) -> assertThat(v).isEqualTo(NEWER)));
    Progress updated = awaitCalls(progress().calls() + 200);

    for (String name : UPDATED) {
      Files.delete(directory.resolve(name + ".jar"));
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(running(UPDATED)).isEqualTo(before));
    Progress restored = awaitCalls(progress().calls() + 200);

    assertThat(List.of(started, updated, restored))
        .allSatisfy(
            progress -> {
              assertThat(progress.failed()).as(progress.lastFailure()).isZero();
              assertThat(progress.pid()).isEqualTo(started.pid());
              assertThat(progress.execution()).isEqualTo(started.execution());
            });
    assertThat(executions.executions(script.id())).hasSize(1);
  }

  /** Versions of the active bundles of those names; two versions at once are joined by a comma. */
  private Map<String, String> running(List<String> names) {
    return Stream.of(context.getBundles())
        .filter(bundle -> names.contains(bundle.getSymbolicName()))
        .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
        .collect(
            Collectors.toMap(
                Bundle::getSymbolicName,
                bundle -> bundle.getVersion().toString(),
                (a, b) -> a + "," + b));
  }

  private Progress awaitCalls(int calls) {
    return await().atMost(PATIENCE).until(this::progress, progress -> progress.calls() >= calls);
  }

  private Progress progress() {
    return executions.logs(script.id(), 0).reversed().stream()
        .flatMap(
            entry ->
                entry.fact() instanceof Report.Line line
                    ? progress(entry.executionId(), line.text()).stream()
                    : Stream.empty())
        .findFirst()
        .orElse(new Progress(new UUID(0, 0), 0, 0, 0, ""));
  }

  private static Optional<Progress> progress(UUID execution, String line) {
    Matcher counts = PROGRESS.matcher(line);
    return counts.matches()
        ? Optional.of(
            new Progress(
                execution,
                Long.parseLong(counts.group(1)),
                Integer.parseInt(counts.group(2)),
                Integer.parseInt(counts.group(3)),
                counts.group(4)))
        : Optional.empty();
  }

  private static Script script() throws IOException {
    String code;
    try (InputStream source = HotSwapTest.class.getResourceAsStream("query-loop.ts")) {
      code = new String(source.readAllBytes(), UTF_8);
    }
    return new Script(
        UUID.randomUUID(),
        "query-loop",
        1,
        code,
        ScriptSettings.DAEMON,
        List.of(),
        Trigger.MANUAL,
        Instant.now(),
        "test",
        false,
        ContentAddress.of(code, ScriptSettings.DAEMON, Trigger.MANUAL, List.of()));
  }
}
