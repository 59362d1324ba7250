// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.query.QueryRecording;
import coral.proto.agent.v1.Trial;
import coral.proto.agent.v1.TrialQuery;
import coral.proto.agent.v1.TrialResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Trials. */
public final class TrialWire {
  private TrialWire() {}

  public static TrialResponse toWire(TrialOutcome outcome) {
    return TrialResponse.newBuilder()
        .setTrial(
            Trial.newBuilder()
                .setExecution(ExecutionWire.toWire(outcome.execution(), outcome.entries()))
                .setStillRunning(outcome.stillRunning())
                .addAllQueries(outcome.queries().stream().map(TrialWire::toWire).toList())
                .setCutQueries(outcome.cutQueries())
                .setCutLines(outcome.cutLines())
                .setCutEvents(outcome.cutEvents()))
        .build();
  }

  private static TrialQuery toWire(QueryRecording.Statement statement) {
    return TrialQuery.newBuilder()
        .setSql(statement.sql())
        .setOutcome(statement.outcome())
        .setRows(statement.rows())
        .setTruncated(statement.truncated())
        .setTimeUs(micros(statement.time()))
        .setCpuUs(micros(statement.cpu()))
        .addAllInjected(statement.injected())
        .setError(statement.error())
        .build();
  }

  private static long micros(Duration time) {
    return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
  }
}
