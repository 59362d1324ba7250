// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.execution.ExecutionStatus;
import coral.api.query.QueryUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryTallyTest {
  @Test
  void goesOnWhenTheEngineCountsAnew() {
    AtomicReference<QueryUsage> engine = new AtomicReference<>(done(3));
    QueryTally tally = new QueryTally(engine::get);
    assertThat(tally.total()).isEqualTo(done(3));
    engine.set(done(5));
    assertThat(tally.total()).isEqualTo(done(5));
    engine.set(QueryUsage.NONE);
    assertThat(tally.total()).isEqualTo(done(5));
    engine.set(done(2));
    assertThat(tally.total()).isEqualTo(done(7));
    assertThat(tally.total()).isEqualTo(done(7));
  }

  @Test
  void isReportedNowAndThenAndAtTheEnd(@TempDir Path directory) {
    TestAgent agent = new TestAgent(directory);
    agent.executions.assign(Scripts.daemon("a"), Optional.empty());
    agent.queries = done(3);
    agent.time.pass(Run.HEARTBEAT);
    assertThat(agent.reports.lastStatus().status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(agent.reports.lastStatus().consumption().queries()).isEqualTo(done(3));

    agent.queries = done(4);
    agent.executions.heartbeat(agent.reports.lastStatus().id());
    agent.time.pass(Run.HEARTBEAT);
    assertThat(agent.reports.lastStatus().consumption().queries()).isEqualTo(done(3));

    agent.sandbox.last().exits(0);
    assertThat(agent.reports.lastStatus().consumption().queries()).isEqualTo(done(4));
  }

  private static QueryUsage done(long count) {
    return new QueryUsage(
        count, 0, 0, 0, 0, 10 * count, 0, Duration.ofMillis(count), Duration.ofMillis(count));
  }
}
