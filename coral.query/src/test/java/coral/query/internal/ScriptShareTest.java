// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.LimitHit;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that uses more processor time than its share: 1 % of a core, 200 ms at once. */
class ScriptShareTest {
  private static final String SOME = "SELECT sum(hash(range)) FROM range(3000000)";
  private static final String MUCH = "SELECT sum(hash(range)) FROM range(200000000)";

  @TempDir static Path directory;
  private static QueryService service;

  private final QueryOrigin script =
      QueryOrigin.script("hungry", UUID.randomUUID(), UUID.randomUUID());

  @BeforeAll
  static void start() {
    service =
        new QueryService(
            new QuerySettings(4, 256, Duration.ofSeconds(60), 100, 1, Duration.ofMillis(500)),
            ProcessBuilder::start,
            RealWorker::files,
            directory);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void waitsAndIsToldWhy() throws Exception {
    Optional<LimitHit> held = Optional.empty();
    while (held.isEmpty()) {
      held = query(script, SOME, Duration.ofSeconds(60)).held();
    }
    assertThat(held).contains(new LimitHit("query.script_cpu_percent", "1 % of a core", 1, false));
  }

  @Test
  void isRefusedWhereItCouldNotRunWithinItsTimeLimitAndOthersGoOn() throws Exception {
    query(script, MUCH, Duration.ofSeconds(60));
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> query(script, "SELECT 1", Duration.ofMillis(100)))
        .withMessageContaining("hungry")
        .withMessageContaining("query.script_cpu_percent")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    assertThat(service.engine().monitor().usage(script.executionId().orElseThrow()).refused())
        .isEqualTo(1);

    QueryOrigin other = QueryOrigin.script("modest", UUID.randomUUID(), UUID.randomUUID());
    assertThat(query(other, "SELECT 1", Duration.ofSeconds(10)).held()).isEmpty();
  }

  private static QueryResult query(QueryOrigin origin, String sql, Duration limit)
      throws InterruptedException {
    return service.engine().query(new QueryRequest(sql, List.of(), limit, 10, 1_000, origin));
  }
}
