// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Value;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.GuardDecision;
import coral.api.query.QueryGuard;
import coral.api.query.QueryOrigin;
import coral.proto.sdk.v1.Encoding;
import coral.proto.sdk.v1.QueryRequest;
import coral.proto.sdk.v1.QuerySummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryDbTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final DuckDbEngine duckDb = new DuckDbEngine();
  private final CountingMonitor monitor = new CountingMonitor();
  private final List<QueryGuard.Options> options = new ArrayList<>();
  private final QueryDb method =
      new QueryDb(
          this::guard,
          duckDb,
          monitor,
          new QueryLimits(20_000, Duration.ofHours(2), 2, 1 << 20),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() throws Exception {
    duckDb.close();
  }

  @Test
  void runsWhatTheGuardMadeOfTheStatement() throws Exception {
    var call = FakeCall.of(request("SELECT 42 AS answer, 'x' AS t").build());
    QuerySummary summary = QuerySummary.parseFrom(method.call(call));
    assertThat(duckDb.requests.getFirst().sql()).startsWith("SELECT * FROM (SELECT 42");
    assertThat(duckDb.requests.getFirst().origin())
        .isEqualTo(QueryOrigin.script("script", FakeCall.SCRIPT, FakeCall.EXECUTION));
    assertThat(duckDb.requests.getFirst().written()).isEqualTo("SELECT 42 AS answer, 'x' AS t");
    assertThat(duckDb.requests.getFirst().injected())
        .containsExactly("LIMIT 10001 was put around it");
    assertThat(duckDb.requests.getFirst().maxRows()).isEqualTo(10_000);
    assertThat(summary.getGuardrailsList()).containsExactly("LIMIT 10001 was put around it");
    assertThat(summary.getRows()).isEqualTo(1);
    assertThat(summary.getTruncated()).isFalse();
    assertThat(summary.getElapsedNs()).isEqualTo(1_000_000);
    assertThat(call.batches()).hasSize(1);
    assertThat(call.batches().getFirst().getSchemaList())
        .extracting(column -> column.getName() + " " + column.getType())
        .containsExactly("answer INTEGER", "t VARCHAR");
    assertThat(summary.getColumns(0).getEncoding()).isEqualTo(Encoding.ENCODING_INT64);
    assertThat(summary.getColumns(1).getEncoding()).isEqualTo(Encoding.ENCODING_STRING);
  }

  @Test
  void passesLimitAndTimeRangeToTheGuard() throws Exception {
    assertThat(
            QuerySummary.parseFrom(
                    method.call(
                        FakeCall.of(
                            request("SELECT unnest([1, 2, 3]) AS i")
                                .setLimit(2)
                                .setTimeRangeNs(Duration.ofMinutes(90).toNanos())
                                .build())))
                .getTruncated())
        .isTrue();
    assertThat(options).containsExactly(new QueryGuard.Options(2, Duration.ofMinutes(90)));
    assertThat(duckDb.requests.getFirst().maxRows()).isEqualTo(2);
    assertThat(duckDb.requests.getFirst().maxBytes()).isEqualTo(1 << 20);
  }

  @Test
  void widensBothUpToTheOperatorsMaximum() throws Exception {
    byte[] _ =
        method.call(
            FakeCall.of(
                request("SELECT 1 AS i")
                    .setLimit(20_000)
                    .setTimeRangeNs(Duration.ofHours(2).toNanos())
                    .build()));
    byte[] _ = method.call(FakeCall.of(request("SELECT 1 AS i").build()));
    assertThat(options)
        .containsExactly(
            new QueryGuard.Options(20_000, Duration.ofHours(2)), QueryGuard.Options.DEFAULT);
  }

  @Test
  void narrowsTheDefaultsWhereTheMaximumIsSmaller() {
    assertThat(new QueryLimits(50, Duration.ofMinutes(5), 1, 1 << 20).options(0, 0))
        .isEqualTo(new QueryGuard.Options(50, Duration.ofMinutes(5)));
  }

  @Test
  void bindsParametersByTheirTypes() throws Exception {
    var request =
        request("SELECT ?")
            .addParams(Value.newBuilder().setNullValue(NullValue.NULL_VALUE))
            .addParams(Value.newBuilder().setBoolValue(true))
            .addParams(Value.newBuilder().setNumberValue(42))
            .addParams(Value.newBuilder().setNumberValue(0.5))
            .addParams(Value.newBuilder().setNumberValue(1e300))
            .addParams(Value.newBuilder().setStringValue("payments"));
    assertThat(Params.of(request.getParamsList()))
        .isEqualTo(Arrays.asList(null, true, 42L, 0.5, 1e300, "payments"));
    byte[] _ =
        method.call(
            FakeCall.of(
                request("SELECT ? + 1 AS i")
                    .addParams(Value.newBuilder().setNumberValue(1))
                    .build()));
    assertThat(duckDb.requests.getFirst().params()).isEqualTo(List.of(1L));
  }

  @Test
  void refusesParametersThatCannotBeBound() {
    var request =
        request("SELECT ?")
            .addParams(Value.newBuilder().setBoolValue(true))
            .addParams(Value.newBuilder().setListValue(ListValue.getDefaultInstance()));
    assertRefused(request, ErrorCode.INVALID_ARGUMENT)
        .hasMessage("parameter 2 is a list, but must be null, a boolean, a number or a string");
  }

  @Test
  void refusesWhatTheGuardRefusesWithItsReason() {
    assertRefused(request("DELETE FROM functions"), ErrorCode.QUERY_REFUSED)
        .hasMessage("DELETE is not allowed; only SELECT is");
    assertThat(duckDb.requests).isEmpty();
    assertThat(monitor.refused)
        .containsExactly(QueryOrigin.script("script", FakeCall.SCRIPT, FakeCall.EXECUTION));
    assertThat(monitor.reasons)
        .containsExactly("DELETE FROM functions: DELETE is not allowed; only SELECT is");
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertRefused(request("SELECT 1").setLimit(20_001), ErrorCode.INVALID_ARGUMENT)
        .hasMessage(
            "'limit' is 20001, but must be from 1 to 20000, which query.max_rows of the agent"
                + " allows");
    assertRefused(
            request("SELECT 1").setTimeRangeNs(Duration.ofHours(3).toNanos()),
            ErrorCode.INVALID_ARGUMENT)
        .hasMessage(
            "'timeRange' is 10800 s, but must be at most 7200 s, which"
                + " query.max_time_range_seconds of the agent allows");
    assertRefused(request("SELECT 1").setTimeRangeNs(-1), ErrorCode.INVALID_ARGUMENT)
        .hasMessageStartingWith("'timeRange' is 18446744073 s, but must be at most 7200 s");
    assertRefused(request("SELECT 1").setLimit(-1), ErrorCode.INVALID_ARGUMENT)
        .hasMessageStartingWith("'limit' is 4294967295, but must be from 1 to 20000");
    assertRefused(request("  "), ErrorCode.INVALID_ARGUMENT)
        .hasMessage("'sql' is empty, but must be given");
  }

  @Test
  void neverRunsLongerThanTheScript() throws Exception {
    byte[] payload = request("SELECT 1 AS i").build().toByteArray();
    for (long seconds : new long[] {7, 300, -5}) {
      byte[] _ = method.call(new FakeCall(payload, NOW.plusSeconds(seconds)));
    }
    assertThat(duckDb.requests)
        .extracting(coral.api.query.QueryRequest::timeout)
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(60), Duration.ofMillis(1));
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      QueryRequest.Builder request, ErrorCode code) {
    return assertThatThrownBy(() -> method.call(FakeCall.of(request.build())))
        .isInstanceOfSatisfying(CoralException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static QueryRequest.Builder request(String sql) {
    return QueryRequest.newBuilder().setSql(sql);
  }

  private GuardDecision guard(String sql, QueryGuard.Options asked) {
    options.add(asked);
    return sql.startsWith("DELETE")
        ? new GuardDecision.Refused("DELETE is not allowed; only SELECT is")
        : new GuardDecision.Allowed(
            "SELECT * FROM (" + sql + ") LIMIT " + (asked.maxRows() + 1),
            List.of("LIMIT %d was put around it".formatted(asked.maxRows() + 1)));
  }
}
