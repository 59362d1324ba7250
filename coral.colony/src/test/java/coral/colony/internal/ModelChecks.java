// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionStatus;
import coral.api.execution.LogEntry;
import coral.api.execution.Report;
import coral.api.script.ScriptMode;
import coral.api.sdk.ExecutionContext;
import coral.colony.internal.Model.ScriptModel;
import coral.colony.internal.Model.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what is with what should be. */
final class ModelChecks {
  /** Far more than it takes, for machines that do something else. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ModelChecks() {}

  /** Agents that are connected run what they should; the others run on with what they hold. */
  static void settled(ModelRun run) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () ->
                run.agents
                    .values()
                    .forEach(
                        agent -> {
                          if (!run.model.agents.get(agent.id).partitioned) {
                            runsWhatItShould(run, agent);
                          }
                          runsWhatItHolds(agent);
                        }));
  }

  /** Once no agent is partitioned, and all has arrived. */
  static void complete(ModelRun run) {
    settled(run);
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> {
              assertThat(run.agents.values())
                  .allSatisfy(agent -> assertThat(agent.waiting()).as(agent.id).isZero());
              run.agents.values().forEach(agent -> resultsSaySo(run, agent));
            });
    run.model.scripts.forEach(script -> eventsAreThereOnce(run, script));
    run.model.scripts.forEach(script -> executionsAreSound(run, script));
  }

  private static void runsWhatItShould(ModelRun run, ModelAgent agent) {
    Set<Wanted> held =
        agent.assigned().stream().map(ModelChecks::asWanted).collect(Collectors.toSet());
    List<Wanted> wanted = run.model.wanted(agent.id);
    List<Wanted> toHold =
        wanted.stream()
            .filter(one -> one.mode() == ScriptMode.DAEMON || held.contains(one))
            .toList();
    assertThat(held).as("what %s holds", agent.id).containsExactlyInAnyOrderElementsOf(toHold);
    wanted.stream()
        .filter(one -> one.mode() == ScriptMode.AD_HOC && !held.contains(one))
        .forEach(
            one ->
                assertThat(newest(run, one, agent))
                    .as("the end of %s on %s", one, agent.id)
                    .hasValueSatisfying(
                        execution -> assertThat(execution.status().terminal()).isTrue()));
  }

  /** One process for each daemon that it holds, and none besides. */
  private static void runsWhatItHolds(ModelAgent agent) {
    List<UUID> executions =
        agent.assigned().stream()
            .filter(held -> held.script().settings().mode() == ScriptMode.DAEMON)
            .map(held -> held.execution().map(Execution::id).orElse(null))
            .toList();
    assertThat(executions).as("executions of daemons on %s", agent.id).doesNotContainNull();
    assertThat(agent.live())
        .as("processes on %s", agent.id)
        .extracting(ExecutionContext::executionId)
        .containsExactlyInAnyOrderElementsOf(executions);
  }

  /** The colony's results name the processes that run, and no others. */
  private static void resultsSaySo(ModelRun run, ModelAgent agent) {
    for (Wanted wanted : run.model.wanted(agent.id)) {
      Execution newest = newest(run, wanted, agent).orElseThrow(AssertionError::new);
      assertThat(newest.version()).isEqualTo(wanted.version());
      if (wanted.mode() == ScriptMode.DAEMON) {
        assertThat(newest.status())
            .as("%s on %s", wanted, agent.id)
            .isEqualTo(ExecutionStatus.RUNNING);
      } else {
        assertThat(newest.status().terminal()).as("%s on %s", wanted, agent.id).isTrue();
      }
    }
    if (run.model.agents.get(agent.id).losses == 0) {
      assertThat(unfinished(run, agent))
          .as("executions of %s that have not ended, says the colony", agent.id)
          .containsExactlyInAnyOrderElementsOf(
              agent.live().stream().map(ExecutionContext::executionId).toList());
    }
  }

  private static List<UUID> unfinished(ModelRun run, ModelAgent agent) {
    return run.model.scripts.stream()
        .flatMap(script -> run.colony.executions.ofScript(script.id, 10_000).stream())
        .filter(execution -> execution.agentId().equals(agent.id))
        .filter(execution -> !execution.status().terminal())
        .map(Execution::id)
        .toList();
  }

  private static void eventsAreThereOnce(ModelRun run, ScriptModel script) {
    List<Integer> stored = stored(run, script);
    if (script.deleted) {
      assertThat(stored).as("events of %s, which was deleted", script.name).isEmpty();
      return;
    }
    assertThat(stored)
        .as("events of %s", script.name)
        .doesNotHaveDuplicates()
        .containsAll(script.acknowledged)
        .isSubsetOf(script.attempted);
  }

  /** Numbers that were emitted by the script, as the colony has them. */
  static List<Integer> stored(ModelRun run, ScriptModel script) {
    return run.colony.executions.logs(script.id, 0).stream()
        .map(LogEntry::fact)
        .flatMap(
            fact -> fact instanceof Report.Event(var event) ? Stream.of(event) : Stream.empty())
        .map(event -> Integer.valueOf(event.dataJson()))
        .toList();
  }

  /** Under a deployment that there was, of its version; what runs once has completed once. */
  private static void executionsAreSound(ModelRun run, ScriptModel script) {
    List<Execution> all = run.colony.executions.ofScript(script.id, 10_000);
    assertThat(all)
        .allSatisfy(
            execution ->
                assertThat(run.model.byDeployment)
                    .containsEntry(execution.deploymentId().orElseThrow(), script));
    if (script.mode == ScriptMode.AD_HOC) {
      all.stream()
          .filter(execution -> execution.status() == ExecutionStatus.COMPLETED)
          .filter(execution -> run.model.agents.get(execution.agentId()).losses == 0)
          .collect(
              Collectors.groupingBy(
                  execution -> execution.agentId() + " " + execution.deploymentId(),
                  Collectors.counting()))
          .forEach((where, times) -> assertThat(times).as("%s %s", script.name, where).isOne());
    }
  }

  private static Optional<Execution> newest(ModelRun run, Wanted wanted, ModelAgent agent) {
    return run.colony.executions.ofDeployment(wanted.deployment()).stream()
        .filter(execution -> execution.agentId().equals(agent.id))
        .findFirst();
  }

  private static Wanted asWanted(AssignedScript held) {
    return new Wanted(
        held.script().name(),
        held.script().version(),
        held.deploymentId().orElseThrow(),
        held.script().settings().mode());
  }
}
