// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptEvent;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.AssignedScript;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import coral.proto.colony.v1.ExecutionReport;
import coral.proto.colony.v1.LogReport;
import coral.proto.colony.v1.Report;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The scripts that a simulated agent holds, and what it would report of them: as an agent's
 * reconciler, but nothing is run. Not thread-safe.
 */
final class SimulatedScripts {
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Held> held = new LinkedHashMap<>();

  private static final class Held {
    private final DesiredScript desired;
    private final String execution;
    private ScriptStatus status = ScriptStatus.SCRIPT_STATUS_PENDING;
    private long sequence;

    Held(DesiredScript desired, String execution) {
      this.desired = desired;
      this.execution = execution;
    }
  }

  SimulatedScripts(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Takes in what the colony wants: what is no longer wanted is stopped, and a new deployment waits
   * for {@link #start}.
   *
   * @return what there is to report; empty: nothing has changed
   */
  List<Report> desire(DesiredState state) {
    List<Report> reports = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (DesiredScript script : state.getScriptsList()) {
      wanted.add(script.getScriptId());
      Held before = held.get(script.getScriptId());
      if (before != null && isOf(before, script)) {
        continue;
      }
      if (!script.hasScript() && (before == null || differ(before, script))) {
        continue; // its code follows
      }
      if (before != null) {
        reports.add(stop(before, "another deployment"));
      }
      Held next = new Held(script.toBuilder().clearScript().build(), uuid7());
      held.put(script.getScriptId(), next);
      reports.add(status(next));
    }
    for (Held script : List.copyOf(held.values())) {
      if (!wanted.contains(script.desired.getScriptId())) {
        held.remove(script.desired.getScriptId());
        reports.add(stop(script, "stopped by the colony"));
      }
    }
    return reports;
  }

  /** Everything that is pending runs from now on. */
  List<Report> start() {
    List<Report> reports = new ArrayList<>();
    for (Held script : held.values()) {
      if (script.status == ScriptStatus.SCRIPT_STATUS_PENDING) {
        script.status = ScriptStatus.SCRIPT_STATUS_RUNNING;
        reports.add(status(script));
      }
    }
    return reports;
  }

  /** As a state names them. */
  List<AssignedScript> assigned() {
    return held.values().stream()
        .map(
            script ->
                AssignedScript.newBuilder()
                    .setScriptId(script.desired.getScriptId())
                    .setVersion(script.desired.getVersion())
                    .setDeploymentId(script.desired.getDeploymentId())
                    .setStatus(script.status)
                    .setExecutionId(script.execution)
                    .build())
        .toList();
  }

  /** A line of the script deployed last; empty: none runs. */
  Optional<Report> line(String text) {
    return running()
        .map(
            script ->
                report(script)
                    .setLog(LogReport.newBuilder().setStream("stdout").setLine(text))
                    .build());
  }

  /** An event of the script deployed last; empty: none runs. */
  Optional<Report> event(String name, String json) {
    return running()
        .map(
            script ->
                report(script)
                    .setEvent(
                        ScriptEvent.newBuilder()
                            .setName(name)
                            .setData(json)
                            .setTimestamp(Scripts.time(clock.instant())))
                    .build());
  }

  private Optional<Held> running() {
    return held.values().stream()
        .filter(script -> script.status == ScriptStatus.SCRIPT_STATUS_RUNNING)
        .reduce((one, later) -> later);
  }

  private static boolean isOf(Held script, DesiredScript desired) {
    return script.desired.getDeploymentId().equals(desired.getDeploymentId());
  }

  private static boolean differ(Held script, DesiredScript desired) {
    return script.desired.getVersion() != desired.getVersion();
  }

  private Report stop(Held script, String reason) {
    return report(script)
        .setExecution(
            ExecutionReport.newBuilder()
                .setStatus(ScriptStatus.SCRIPT_STATUS_STOPPED)
                .setStartedAt(Scripts.time(clock.instant()))
                .setCompletedAt(Scripts.time(clock.instant()))
                .setReason(reason)
                .setSandboxTier("simulated"))
        .build();
  }

  private Report status(Held script) {
    return report(script)
        .setExecution(
            ExecutionReport.newBuilder()
                .setStatus(script.status)
                .setStartedAt(Scripts.time(clock.instant()))
                .setSandboxTier("simulated"))
        .build();
  }

  private Report.Builder report(Held script) {
    script.sequence++;
    return Report.newBuilder()
        .setExecutionId(script.execution)
        .setSequence(script.sequence)
        .setTimestamp(Scripts.time(clock.instant()))
        .setScriptId(script.desired.getScriptId())
        .setVersion(script.desired.getVersion())
        .setDeploymentId(script.desired.getDeploymentId());
  }

  /** RFC 9562: 48 bits of milliseconds, then chance. */
  private String uuid7() {
    long high = clock.millis() << 16 | 0x7000 | random.nextInt(0x1000);
    long low = Long.MIN_VALUE | random.nextLong() >>> 2;
    return new UUID(high, low).toString();
  }
}
