// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.AssignedScript;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import coral.proto.colony.v1.Report;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SimulatedScriptsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final SimulatedScripts scripts =
      new SimulatedScripts(Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1));

  @Test
  void reportsPendingThenRunningAsOneExecution() {
    List<Report> pending = scripts.desire(desired(script("a", 1, "d1", true)));
    List<Report> running = scripts.start();

    assertThat(statuses(pending)).containsExactly(ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(statuses(running)).containsExactly(ScriptStatus.SCRIPT_STATUS_RUNNING);
    assertThat(running.getFirst().getExecutionId()).isEqualTo(pending.getFirst().getExecutionId());
    assertThat(running.getFirst().getSequence()).isEqualTo(2);
    assertThat(running.getFirst().getDeploymentId()).isEqualTo("d1");
    assertThat(scripts.assigned())
        .extracting(AssignedScript::getDeploymentId, AssignedScript::getStatus)
        .containsExactly(tuple("d1", ScriptStatus.SCRIPT_STATUS_RUNNING));
  }

  @Test
  void mintsExecutionIdsThatBeginWithTheTime() {
    UUID id =
        UUID.fromString(
            scripts.desire(desired(script("a", 1, "d1", true))).getFirst().getExecutionId());

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void saysNothingWhereNothingHasChanged() {
    run(script("a", 1, "d1", true));

    assertThat(scripts.desire(desired(script("a", 1, "d1", false)))).isEmpty();
    assertThat(scripts.start()).isEmpty();
  }

  @Test
  void stopsWhatIsNoLongerDesired() {
    run(script("a", 1, "d1", true), script("b", 1, "d2", true));

    List<Report> reports = scripts.desire(desired(script("b", 1, "d2", false)));

    assertThat(statuses(reports)).containsExactly(ScriptStatus.SCRIPT_STATUS_STOPPED);
    assertThat(reports.getFirst().getScriptId()).isEqualTo("a");
    assertThat(scripts.assigned()).extracting(AssignedScript::getScriptId).containsExactly("b");
  }

  @Test
  void startsTheSameVersionAgainUnderAnotherDeployment() {
    String before = run(script("a", 1, "d1", true)).getFirst().getExecutionId();

    List<Report> reports = scripts.desire(desired(script("a", 1, "d2", false)));

    assertThat(statuses(reports))
        .containsExactly(ScriptStatus.SCRIPT_STATUS_STOPPED, ScriptStatus.SCRIPT_STATUS_PENDING);
    assertThat(reports.getFirst().getExecutionId()).isEqualTo(before);
    assertThat(reports.getLast().getExecutionId()).isNotEqualTo(before);
    assertThat(reports.getLast().getDeploymentId()).isEqualTo("d2");
  }

  @Test
  void keepsWhatItHoldsUntilTheCodeOfANewVersionHasCome() {
    run(script("a", 1, "d1", true));

    assertThat(scripts.desire(desired(script("a", 2, "d2", false)))).isEmpty();
    assertThat(scripts.desire(desired(script("a", 2, "d2", true)))).hasSize(2);
  }

  @Test
  void numbersLinesAndEventsAfterTheStatusesOfTheirExecution() {
    assertThat(scripts.line("too early")).isEmpty();
    run(script("a", 1, "d1", true));

    Report line = scripts.line("hello").orElseThrow();
    Report event = scripts.event("tick", "{}").orElseThrow();

    assertThat(line.getSequence()).isEqualTo(3);
    assertThat(line.getLog().getLine()).isEqualTo("hello");
    assertThat(event.getSequence()).isEqualTo(4);
    assertThat(event.getEvent().getName()).isEqualTo("tick");
  }

  private List<Report> run(DesiredScript... desired) {
    List<Report> reports = scripts.desire(desired(desired));
    var _ = scripts.start();
    return reports;
  }

  private static DesiredState desired(DesiredScript... scripts) {
    return DesiredState.newBuilder().addAllScripts(List.of(scripts)).build();
  }

  private static DesiredScript script(String id, int version, String deployment, boolean code) {
    DesiredScript.Builder script =
        DesiredScript.newBuilder().setScriptId(id).setVersion(version).setDeploymentId(deployment);
    return (code ? script.setScript(Script.newBuilder().setCode("1")) : script).build();
  }

  private static List<ScriptStatus> statuses(List<Report> reports) {
    return reports.stream().map(report -> report.getExecution().getStatus()).toList();
  }
}
