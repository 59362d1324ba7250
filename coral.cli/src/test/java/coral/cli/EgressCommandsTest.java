// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import coral.proto.colony.v1.DeadLetter;
import coral.proto.colony.v1.EgressServiceGrpc.EgressServiceImplBase;
import coral.proto.colony.v1.EgressSink;
import coral.proto.colony.v1.EgressStatus;
import coral.proto.colony.v1.GetEgressStatusRequest;
import coral.proto.colony.v1.ListDeadLettersRequest;
import coral.proto.colony.v1.ListDeadLettersResponse;
import coral.proto.colony.v1.ResendDeadLettersRequest;
import coral.proto.colony.v1.ResendDeadLettersResponse;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral egress …}. */
class EgressCommandsTest {
  private static final String ID = "3e1d2c4b-0000-4000-8000-000000000001";
  private static final Timestamp AT =
      Timestamp.newBuilder()
          .setSeconds(Instant.parse("2026-03-01T10:15:23Z").getEpochSecond())
          .build();

  private final List<ResendDeadLettersRequest> asked = new ArrayList<>();
  private EgressStatus status = EgressStatus.getDefaultInstance();
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void saysThatNothingIsConfigured() {
    assertThat(colony.coral("egress", "status").out())
        .isEqualTo(
            """
            Prometheus: off
            OTLP: off
            Series: 0, 0 events refused, 0 malformed
            Sinks: none
            """);
  }

  @Test
  void showsWhereThingsGoAndWhatCannotBeUsed() {
    status = full();
    assertThat(colony.coral("egress", "status").out())
        .isEqualTo(
            """
            Prometheus: http://127.0.0.1:9464/metrics
            OTLP: http://collector:4318/v1/metrics, 3 exports, 1 failures, the last: refused
            Series: 12, 2 events refused, 1 malformed
            SINK     ADDRESS        SEVERITY  PENDING  DEAD  DELIVERED  FAILED  LAST   LAST ERROR
            webhook  https://hooks  warning   4        1     7          9       never  it answered 500
            Problem: egress.alertmanager_url is "am", which is no URL
            """);
    JsonNode json =
        JsonMapper.shared().readTree(colony.coral("egress", "status", "-o", "json").out());
    assertThat(json.path("series").asInt()).isEqualTo(12);
    assertThat(json.at("/sinks/0/min_severity").asString()).isEqualTo("warning");
    assertThat(json.at("/sinks/0/last_delivered_at").isNull()).isTrue();
    assertThat(json.at("/problems/0").asString()).contains("no URL");
  }

  @Test
  void listsDeadLetters() {
    assertThat(colony.coral("egress", "dead-letters").out())
        .isEqualTo(
            """
            ID                                    SINK     SCRIPT   ALERTS  ATTEMPTS  DIED                  REASON
            %s  webhook  latency  3       50        2026-03-01T10:15:23Z  it answered 500
            """
                .formatted(ID));
    JsonNode json =
        JsonMapper.shared().readTree(colony.coral("egress", "dead-letters", "-o", "json").out());
    assertThat(json.at("/0/id").asString()).isEqualTo(ID);
    assertThat(json.at("/0/died_at").asString()).isEqualTo("2026-03-01T10:15:23Z");
  }

  @Test
  void sendsAgainWhatIsNamedOrAll() {
    assertThat(colony.coral("egress", "resend", "3e1d2c4b").out())
        .isEqualTo("1 dead letter is sent again.\n");
    assertThat(colony.coral("egress", "resend", "--all", "-o", "json").out())
        .isEqualTo("{\"ids\":[\"%s\"]}\n".formatted(ID));
    assertThat(asked)
        .containsExactly(
            ResendDeadLettersRequest.newBuilder().addIds("3e1d2c4b").build(),
            ResendDeadLettersRequest.newBuilder().setAll(true).build());
  }

  @Test
  void asksWhichToSendAgain() {
    FakeColony.Result result = colony.coral("egress", "resend");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo(
            "coral: give the ids of dead letters, or --all: coral egress dead-letters lists them\n");
    assertThat(colony.coral("egress", "resend", "--all", ID).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(asked).isEmpty();
  }

  private static EgressStatus full() {
    return EgressStatus.newBuilder()
        .setPrometheus("http://127.0.0.1:9464/metrics")
        .setOtlp("http://collector:4318/v1/metrics")
        .setOtlpExports(3)
        .setOtlpFailures(1)
        .setOtlpLastError("refused")
        .setSeries(12)
        .setSeriesRefused(2)
        .setMetricsMalformed(1)
        .addSinks(
            EgressSink.newBuilder()
                .setName("webhook")
                .setAddress("https://hooks")
                .setMinSeverity("warning")
                .setPending(4)
                .setDead(1)
                .setDelivered(7)
                .setFailed(9)
                .setLastError("it answered 500"))
        .addProblems("egress.alertmanager_url is \"am\", which is no URL")
        .build();
  }

  private final class Service extends EgressServiceImplBase {
    @Override
    public void getEgressStatus(GetEgressStatusRequest request, StreamObserver<EgressStatus> out) {
      out.onNext(status);
      out.onCompleted();
    }

    @Override
    public void listDeadLetters(
        ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> out) {
      out.onNext(
          ListDeadLettersResponse.newBuilder()
              .addDeadLetters(
                  DeadLetter.newBuilder()
                      .setId(ID)
                      .setSink("webhook")
                      .setScript("latency")
                      .setAlerts(3)
                      .setAttempts(50)
                      .setReason("it answered 500")
                      .setCreatedAt(AT)
                      .setDiedAt(AT))
              .build());
      out.onCompleted();
    }

    @Override
    public void resendDeadLetters(
        ResendDeadLettersRequest request, StreamObserver<ResendDeadLettersResponse> out) {
      asked.add(request);
      out.onNext(ResendDeadLettersResponse.newBuilder().addIds(ID).build());
      out.onCompleted();
    }
  }
}
