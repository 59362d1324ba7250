// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a link goes down, and what comes after. */
class ReconnectTest extends LinkTest {
  @Test
  void runsOnWithoutItsColonyAndReportsLater() {
    desire(desired(script, deployment));
    await().until(() -> outbox.waiting() == 0 && !colony.reports.isEmpty());
    colony.close();
    await().until(() -> !welcomed.getLast());
    sandbox.last().prints("alone");
    assertThat(sandbox.last().killReason).isNull();

    colony = new FakeColony(port);
    await().until(() -> colony.reports.size() == 1);
    assertThat(colony.reports.getFirst().getLog().getLine()).isEqualTo("alone");
    assertThat(colony.hellos).hasSize(1);
    assertThat(sandbox.started).hasSize(1);
    await().until(() -> !colony.states.isEmpty());
    assertThat(colony.states.getFirst().getScripts(0).getStatus())
        .isEqualTo(ScriptStatus.SCRIPT_STATUS_RUNNING);
  }

  @Test
  void sendsAgainWhatWasNotAcknowledgedWhenTheConnectionBroke() {
    colony.acknowledges = false;
    desire(desired(script, deployment));
    await().until(() -> !sandbox.started.isEmpty());
    sandbox.last().prints("once");
    await().until(() -> colony.reports.size() == 2);
    List<Report> unacknowledged = List.copyOf(colony.reports);
    colony.close();

    colony = new FakeColony(port);
    await().until(() -> outbox.waiting() == 0);
    assertThat(colony.reports).isEqualTo(unacknowledged);
  }

  @Test
  void staysLinkedWhileTheColonyTakesNoResultsAndSendsThemOnceItDoes() {
    colony.takesReports = false;
    desire(desired(script, deployment));
    await().until(() -> colony.refusals.get() >= 2);
    assertThat(colony.reports).isEmpty();
    assertThat(colony.hellos).hasSize(1);
    desire();
    await().until(() -> executions.assigned().isEmpty());

    colony.takesReports = true;
    await().until(() -> outbox.waiting() == 0);
    assertThat(colony.reports).extracting(Report::getSequence).containsExactly(1L, 2L);
    assertThat(colony.hellos).hasSize(1);
    assertThat(welcomed).containsExactly(true);
  }

  @Test
  void dialsAtOnceWhenTheColonySaysGoodbye() {
    colony.endGracefully();
    await().until(() -> colony.hellos.size() == 2);
    await().untilAsserted(() -> assertThat(welcomed).containsExactly(true, false, true));
  }

  @Test
  void dialsAtOnceWhenTheColonySaysThatItIsBeingUpdated() {
    colony.endForAnUpdate();
    await().until(() -> colony.hellos.size() == 2);
    await().untilAsserted(() -> assertThat(welcomed).containsExactly(true, false, true));
  }

  @Test
  void dialsAgainWhenWhatItSaidOfItselfHasChanged() {
    maxConcurrent = 3;
    await().until(() -> colony.hellos.size() == 2);
    assertThat(colony.hellos.getLast().getMaxConcurrent()).isEqualTo(3);
  }

  @Test
  void triesAgainWithANewTokenAfterItWasRefused() {
    colony.token = "another";
    colony.endGracefully();
    await().until(() -> !welcomed.getLast());
    colony.token = FakeColony.TOKEN;
    await().until(() -> welcomed.getLast());
  }
}
