// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.ExecutionStore;
import coral.api.execution.Report;
import coral.api.script.Approval;
import coral.api.script.AuditEntry;
import coral.api.script.Canary;
import coral.api.script.CanaryAgent;
import coral.api.script.CanaryFailure;
import coral.api.script.ContentAddress;
import coral.api.script.Deployment;
import coral.api.script.DeploymentState;
import coral.api.script.Overlap;
import coral.api.script.Rollout;
import coral.api.script.RolloutStage;
import coral.api.script.Script;
import coral.api.script.ScriptMode;
import coral.api.script.ScriptSettings;
import coral.api.script.ScriptStore;
import coral.api.script.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link ScriptStore} has to do. */
abstract class ScriptStoreContract {
  static final Instant NOW = Instant.parse("2026-03-01T10:15:23.123456Z");

  /** An empty store; the same one throughout a test. */
  abstract ScriptStore store();

  /** Executions beside it. */
  abstract ExecutionStore executions();

  static Script script(UUID id, String name, int version, Trigger trigger) {
    String code = "console.log(\"v" + version + " — ünï\\u0000\");\n";
    ScriptSettings settings =
        new ScriptSettings(
            ScriptMode.DAEMON,
            Optional.of(Duration.ofMillis(1500)),
            64,
            List.of("probes"),
            Overlap.QUEUE_ONE,
            Map.of("quote", "'\"", "empty", "", "url", "a=b&c"));
    List<String> targets = List.of("service=payments AND region='us-east'", "agent-1");
    return new Script(
        id,
        name,
        version,
        code,
        settings,
        targets,
        trigger,
        NOW.plusSeconds(version),
        "ai",
        false,
        ContentAddress.of(code, settings, trigger, targets));
  }

  static Script script(UUID id, String name, int version) {
    return script(id, name, version, Trigger.MANUAL);
  }

  @Test
  void givesBackEveryFieldOfAScript() {
    for (Trigger trigger :
        List.of(
            Trigger.MANUAL,
            new Trigger.Schedule("*/5 * * * *"),
            new Trigger.Schedule(
                "@daily",
                ZoneId.of("Europe/Berlin"),
                Duration.ofSeconds(90),
                Trigger.Missed.RUN_ONCE),
            new Trigger.Event(
                "SELECT 2",
                Duration.ofSeconds(5),
                Trigger.When.IS_TRUE,
                Duration.ofMinutes(1),
                Duration.ofHours(1)),
            new Trigger.Event(
                "SELECT 1 FROM t WHERE a = \"b\" AND\n c = '\\'", Duration.ofMillis(2500)),
            new Trigger.Custom("x.deploy", "{\"a\":[1,2]}"))) {
      UUID id = UUID.randomUUID();
      Script script = script(id, "s-" + id, 1, trigger);
      store().save(script);
      assertThat(store().newest(script.id())).contains(script);
      assertThat(store().version(script.id(), 1)).contains(script);
      assertThat(store().newestByName(script.name())).contains(script);
    }
  }

  @Test
  void givesBackAScriptWithNothingOptional() {
    Script bare =
        new Script(
            UUID.randomUUID(),
            "bare",
            1,
            "1",
            ScriptSettings.AD_HOC,
            List.of(),
            Trigger.MANUAL,
            NOW,
            "joe",
            true,
            "0".repeat(64));
    store().save(bare);
    assertThat(store().newest(bare.id())).contains(bare);
  }

  @Test
  void keepsAllVersionsAndNamesTheNewest() {
    UUID id = UUID.randomUUID();
    for (int version = 1; version <= 3; version++) {
      store().save(script(id, "alert", version));
    }
    assertThat(store().newest(id)).contains(script(id, "alert", 3));
    assertThat(store().versions(id))
        .containsExactly(script(id, "alert", 1), script(id, "alert", 2), script(id, "alert", 3));
    assertThat(store().version(id, 2)).contains(script(id, "alert", 2));
    assertThat(store().version(id, 4)).isEmpty();
    assertThat(store().all()).containsExactly(script(id, "alert", 3));
  }

  @Test
  void refusesAVersionThatIsStored() {
    UUID id = UUID.randomUUID();
    store().save(script(id, "alert", 1));
    refused(script(id, "alert", 1), ErrorCode.ALREADY_EXISTS, "the next is 2");
    assertThat(store().versions(id)).hasSize(1);
  }

  @Test
  void refusesAVersionThatLeavesAGap() {
    UUID id = UUID.randomUUID();
    store().save(script(id, "alert", 1));
    refused(script(id, "alert", 3), ErrorCode.FAILED_PRECONDITION, "the next is 2");
    refused(script(UUID.randomUUID(), "other", 2), ErrorCode.FAILED_PRECONDITION, "the next is 1");
  }

  @Test
  void refusesANameThatBelongsToAnotherScript() {
    store().save(script(UUID.randomUUID(), "alert", 1));
    refused(script(UUID.randomUUID(), "alert", 1), ErrorCode.ALREADY_EXISTS, "\"alert\"");
    assertThat(store().all()).hasSize(1);
  }

  @Test
  void refusesAnotherNameForAnId() {
    UUID id = UUID.randomUUID();
    store().save(script(id, "alert", 1));
    refused(script(id, "alarm", 2), ErrorCode.FAILED_PRECONDITION, "\"alert\"");
  }

  private void refused(Script script, ErrorCode code, String words) {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> store().save(script))
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void findsScriptsByTheBeginningOfTheirId() {
    UUID one = UUID.fromString("550e8400-e29b-41d4-a716-446655440000");
    UUID two = UUID.fromString("550e8400-e29b-41d4-a716-446655440001");
    store().save(script(one, "a", 1));
    store().save(script(two, "b", 1));
    assertThat(store().byIdPrefix("550E8400")).extracting(Script::name).containsExactly("a", "b");
    assertThat(store().byIdPrefix(one.toString())).extracting(Script::id).containsExactly(one);
    assertThat(store().byIdPrefix("550e84%")).isEmpty();
  }

  @Test
  void knowsNothingOfWhatWasNeverStored() {
    assertThat(store().newest(UUID.randomUUID())).isEmpty();
    assertThat(store().newestByName("x")).isEmpty();
    assertThat(store().versions(UUID.randomUUID())).isEmpty();
    assertThat(store().newestDeployment(UUID.randomUUID())).isEmpty();
    assertThat(store().deployments(UUID.randomUUID())).isEmpty();
    assertThat(store().all()).isEmpty();
    assertThat(store().activeDeployments()).isEmpty();
    assertThat(store().pendingDeployments()).isEmpty();
    assertThat(store().approval(UUID.randomUUID(), 1)).isEmpty();
    assertThat(store().audit(10)).isEmpty();
  }

  @Test
  void replacesADeploymentAndListsTheActiveOnes() {
    UUID script = UUID.randomUUID();
    Deployment first = deployment(script, 1);
    store().save(first);
    store().save(first.in(DeploymentState.RUNNING));
    assertThat(store().activeDeployments()).containsExactly(first.in(DeploymentState.RUNNING));
    Deployment stopped = first.stopped(NOW.plusSeconds(9));
    store().save(stopped);
    assertThat(store().newestDeployment(script)).contains(stopped);
    assertThat(store().activeDeployments()).isEmpty();
    Deployment second = deployment(script, 2);
    store().save(second);
    store().save(stopped.in(DeploymentState.ARCHIVED));
    assertThat(store().newestDeployment(script)).contains(second);
    assertThat(store().activeDeployments()).containsExactly(second);
  }

  @Test
  void listsDeploymentsOfAScriptNewestFirst() {
    UUID script = UUID.randomUUID();
    Deployment first = deployment(script, 1);
    Deployment second = deployment(script, 2);
    store().save(first);
    store().save(second);
    store().save(deployment(UUID.randomUUID(), 1));
    Deployment stopped = first.stopped(NOW.plusSeconds(9));
    store().save(stopped);
    assertThat(store().deployments(script)).containsExactly(second, stopped);
  }

  private static Deployment deployment(UUID script, int version) {
    return new Deployment(
        UUID.randomUUID(), script, version, DeploymentState.DEPLOYED, NOW, "joe", Optional.empty());
  }

  @Test
  void listsDeploymentsThatWaitForAnApprovalOldestFirst() {
    Deployment first = deployment(UUID.randomUUID(), 1).in(DeploymentState.PENDING_APPROVAL);
    Deployment second = deployment(UUID.randomUUID(), 3).in(DeploymentState.PENDING_APPROVAL);
    store().save(first);
    store().save(deployment(first.scriptId(), 2));
    store().save(second);
    assertThat(store().pendingDeployments()).containsExactly(first, second);
    assertThat(store().activeDeployments()).hasSize(1);
    Deployment approved = first.approved(NOW.plusSeconds(9));
    store().save(approved);
    store().save(second.stopped(NOW));
    assertThat(store().pendingDeployments()).isEmpty();
    assertThat(store().activeDeployments()).hasSize(2).contains(approved);
  }

  @Test
  void keepsWhatWasDecidedLastAboutAVersion() {
    UUID script = UUID.randomUUID();
    var rejected = new Approval(script, 2, false, NOW, "joe", "it's too \"broad\"");
    store().save(rejected);
    assertThat(store().approval(script, 2)).contains(rejected);
    var granted = new Approval(script, 2, true, NOW.plusSeconds(1), "ann", "");
    store().save(granted);
    assertThat(store().approval(script, 2)).contains(granted);
    assertThat(store().approval(script, 1)).isEmpty();
    assertThat(store().approval(UUID.randomUUID(), 2)).isEmpty();
  }

  @Test
  void keepsARollOutWithTheDeploymentsThatItChanges() {
    UUID script = UUID.randomUUID();
    Deployment older = deployment(script, 1);
    Deployment newer = deployment(script, 2).in(DeploymentState.CANARY);
    store().save(older);
    Rollout requested = Rollout.requested(newer, canary(new Canary.Agents(3)));
    store().save(requested, List.of());
    assertThat(store().rollout(newer.id())).contains(requested);
    assertThat(store().deployments(script)).containsExactly(older);
    Rollout begun =
        Rollout.begun(
            newer,
            OptionalInt.of(1),
            canary(new Canary.Agents(3)),
            NOW.plusSeconds(1),
            List.of("agent-1", "a \"b\""));
    store().save(begun, List.of(newer));
    assertThat(store().rollout(newer.id())).contains(begun);
    assertThat(store().activeDeployments()).containsExactly(older, newer);
    Rollout seen =
        begun.with(
            List.of(
                new CanaryAgent("agent-1", NOW, Optional.of(NOW.plusMillis(1))),
                new CanaryAgent("agent-2", NOW.plusSeconds(1), Optional.empty())),
            List.of(
                new CanaryFailure("agent-1", Optional.of(UUID.randomUUID()), "it's \"bad\"\n"),
                new CanaryFailure("agent-2", Optional.empty(), "not started")));
    store().save(seen, List.of());
    assertThat(store().rollout(newer.id())).contains(seen);
    Rollout ended = seen.ended(RolloutStage.PROMOTED, NOW.plusSeconds(60), "by ada");
    Deployment promoted = newer.in(DeploymentState.RUNNING);
    store().save(ended, List.of(promoted, older.stopped(NOW.plusSeconds(60))));
    assertThat(store().rollout(newer.id())).contains(ended);
    assertThat(store().activeDeployments()).containsExactly(promoted);
    assertThat(store().rollout(older.id())).isEmpty();
  }

  @Test
  void keepsTheSizeOfACanaryInPercent() {
    Deployment first = deployment(UUID.randomUUID(), 1).in(DeploymentState.CANARY);
    var begun =
        Rollout.begun(
            first, OptionalInt.empty(), canary(new Canary.Percent(10)), NOW, List.of("a"));
    store().save(begun, List.of(first));
    assertThat(store().rollout(first.id())).contains(begun);
  }

  private static Canary canary(Canary.Size size) {
    return new Canary(size, Duration.ofMillis(90_500), true);
  }

  @Test
  void deletesAScriptWithAllThatIsKeptOfIt() {
    UUID id = ExecutionStoreContract.SCRIPT;
    Deployment tried = deployment(id, 1).stopped(NOW);
    store().save(Rollout.requested(tried, canary(new Canary.Agents(1))), List.of(tried));
    store().save(script(id, "alert", 1));
    store().save(script(id, "alert", 2));
    store().save(deployment(id, 2).stopped(NOW));
    store().save(new Approval(id, 2, true, NOW, "joe", ""));
    UUID other = UUID.randomUUID();
    store().save(new Approval(other, 1, true, NOW, "joe", ""));
    Deployment kept = deployment(other, 1);
    store().save(script(other, "other", 1));
    store().save(kept);
    UUID execution = UUID.randomUUID();
    executions().apply("agent-1", reports(execution, 1));

    AuditEntry entry = new AuditEntry(NOW, "joe", "delete", "alert v2", "");
    store().delete(id, entry);
    assertThat(store().newest(id)).isEmpty();
    assertThat(store().newestByName("alert")).isEmpty();
    assertThat(store().versions(id)).isEmpty();
    assertThat(store().deployments(id)).isEmpty();
    assertThat(store().approval(id, 2)).isEmpty();
    assertThat(store().rollout(tried.id())).isEmpty();
    assertThat(store().approval(other, 1)).isPresent();
    assertThat(executions().find(execution)).isEmpty();
    assertThat(executions().ofScript(id, 9)).isEmpty();
    assertThat(executions().logs(id, 0)).isEmpty();
    assertThat(executions().logsOfExecution(execution, 0)).isEmpty();
    assertThat(store().audit(9)).containsExactly(entry);
    assertThat(store().all()).extracting(Script::id).containsExactly(other);
    assertThat(store().deployments(other)).containsExactly(kept);
  }

  @Test
  void dropsWhatIsStillReportedForADeletedScript() {
    UUID id = ExecutionStoreContract.SCRIPT;
    store().save(script(id, "alert", 1));
    UUID running = UUID.randomUUID();
    executions().apply("agent-1", reports(running, 1));
    store().delete(id, new AuditEntry(NOW, "joe", "delete", "alert v1", ""));
    UUID late = UUID.randomUUID();
    assertThat(executions().apply("agent-1", reports(running, 4))).isEmpty();
    assertThat(executions().apply("agent-1", reports(running, 1))).isEmpty();
    assertThat(executions().apply("agent-2", reports(late, 1))).isEmpty();
    assertThat(executions().find(running)).isEmpty();
    assertThat(executions().find(late)).isEmpty();
    assertThat(executions().logs(id, 0)).isEmpty();
  }

  @Test
  void freesTheNameOfADeletedScriptAndNotItsId() {
    UUID id = UUID.randomUUID();
    store().save(script(id, "alert", 1));
    store().delete(id, new AuditEntry(NOW, "joe", "delete", "alert v1", ""));
    refused(script(id, "alert", 1), ErrorCode.NOT_FOUND, "was deleted");
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> store().save(deployment(id, 1)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> store().save(new Approval(id, 1, true, NOW, "joe", "")))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    Script successor = script(UUID.randomUUID(), "alert", 1);
    store().save(successor);
    assertThat(store().newestByName("alert")).contains(successor);
  }

  @Test
  void deletesNothingAndAuditsNothingWhenThereIsNoSuchScript() {
    AuditEntry entry = new AuditEntry(NOW, "joe", "delete", "alert v1", "");
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> store().delete(UUID.randomUUID(), entry))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(store().audit(9)).isEmpty();
  }

  /** A line, an event and a status of an execution of {@link ExecutionStoreContract#SCRIPT}. */
  private static List<Report> reports(UUID execution, long first) {
    return List.of(
        ExecutionStoreContract.line(execution, first, "hello"),
        ExecutionStoreContract.event(execution, first + 1, "{}"),
        ExecutionStoreContract.status(execution, first + 2, ExecutionStatus.RUNNING));
  }

  @Test
  void keepsTheAuditLogNewestFirst() {
    for (int i = 0; i < 5; i++) {
      store().audit(new AuditEntry(NOW, "joe", "deploy", "alert v" + i, ""));
    }
    assertThat(store().audit(2))
        .extracting(AuditEntry::subject)
        .containsExactly("alert v4", "alert v3");
    assertThat(store().audit(1))
        .containsExactly(new AuditEntry(NOW, "joe", "deploy", "alert v4", ""));
  }
}
