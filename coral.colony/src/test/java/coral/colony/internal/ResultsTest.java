// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.Report;
import coral.api.execution.ReportsListener;
import coral.api.execution.ScriptEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final UUID RUN = UUID.randomUUID();
  private static final UUID SCRIPT = UUID.randomUUID();

  private final FakeStores stores = new FakeStores();
  private final Results results = new Results(stores.executions);
  private final List<Report> told = new ArrayList<>();
  private final ReportsListener listener = (agentId, fresh) -> told.addAll(fresh);

  private static Report event(long sequence) {
    return new Report(
        RUN,
        sequence,
        Instant.EPOCH,
        SCRIPT,
        1,
        new Report.Event(new ScriptEvent("alert", "{}", "")));
  }

  @Test
  void tellsListenersOfWhatIsNewAndStored() {
    results.addListener(listener);
    results.addListener(
        (agentId, fresh) -> assertThat(stores.executions.logs(SCRIPT, 0)).isNotEmpty());
    results.ingest("agent-1", List.of(event(1), event(2)));
    results.ingest("agent-1", List.of(event(2)));
    results.ingest("agent-1", List.of(event(2), event(3)));
    assertThat(told).containsExactly(event(1), event(2), event(3));
    results.removeListener(listener);
    results.ingest("agent-1", List.of(event(4)));
    assertThat(told).hasSize(3);
  }

  @Test
  void storesAndTellsTheOthersWhenAListenerFails() {
    results.addListener(
        (agentId, fresh) -> {
          throw new IllegalStateException("a listener's own trouble");
        });
    results.addListener(listener);
    assertThat(results.ingest("agent-1", List.of(event(1)))).containsExactly(event(1));
    assertThat(told).containsExactly(event(1));
  }
}
