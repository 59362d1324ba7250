// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.GetScriptHistoryRequest;
import coral.proto.colony.v1.ScriptDeployment;
import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptVersion;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral script history}. */
class ScriptHistoryTest {
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void showsVersionsNewestFirst() {
    FakeColony.Result result = colony.coral("script", "history", "alert");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .isEqualTo(
            """
            VERSION  CREATED  BY   SHA256        SIZE     TRIGGER   TARGETS     DEPLOYED
            3        5h ago   ada  0123456789ab  1,234 B  manual    all agents  2h ago by ada, still
            2        5h ago   ai   0123456789ab  5 B      schedule  payments,b  never
            1        5h ago   ada  0123456789ab  5 B      manual    all agents  3h ago by bob, stopped 2h ago
            """);
  }

  @Test
  void tellsAllOfItInJson() {
    JsonNode json =
        JsonMapper.shared()
            .readTree(colony.coral("script", "history", "alert", "-o", "json").out());
    assertThat(json.at("/name").asString()).isEqualTo("alert");
    assertThat(json.at("/versions")).hasSize(3);
    assertThat(json.at("/versions/0/deployed").asBoolean()).isTrue();
    assertThat(json.at("/versions/0/sha256").asString()).hasSize(64);
    assertThat(json.at("/versions/0/created_at").asString()).endsWith("Z");
    assertThat(json.at("/versions/0/deployments/0/stopped_at").isNull()).isTrue();
    assertThat(json.at("/versions/1/deployments")).isEmpty();
    assertThat(json.at("/versions/1/targets/1").asString()).isEqualTo("b");
    assertThat(json.at("/versions/2/deployed").asBoolean()).isFalse();
    assertThat(json.at("/versions/2/deployments/0/deployed_by").asString()).isEqualTo("bob");
  }

  @Test
  void endsWithThreeWhenThereIsNoSuchScript() {
    FakeColony.Result result = colony.coral("script", "history", "other");
    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err()).isEqualTo("coral: no script has the id or name \"other\"\n");
  }

  private static final class Service extends ColonyServiceImplBase {
    @Override
    public void getScriptHistory(
        GetScriptHistoryRequest request, StreamObserver<ScriptHistory> out) {
      if (!request.getScript().equals("alert")) {
        out.onError(
            Status.NOT_FOUND
                .withDescription("no script has the id or name \"" + request.getScript() + '"')
                .asRuntimeException());
        return;
      }
      out.onNext(
          ScriptHistory.newBuilder()
              .setName("alert")
              .addVersions(
                  version(3, "ada", "manual")
                      .setCodeBytes(1234)
                      .addDeployments(
                          ScriptDeployment.newBuilder()
                              .setDeployedAt(hoursAgo(2))
                              .setDeployedBy("ada")))
              .addVersions(version(2, "ai", "schedule").addTargets("payments").addTargets("b"))
              .addVersions(
                  version(1, "ada", "manual")
                      .addDeployments(
                          ScriptDeployment.newBuilder()
                              .setDeployedAt(hoursAgo(3))
                              .setDeployedBy("bob")
                              .setStoppedAt(hoursAgo(2))))
              .build());
      out.onCompleted();
    }

    private static ScriptVersion.Builder version(int version, String by, String trigger) {
      return ScriptVersion.newBuilder()
          .setVersion(version)
          .setCreatedAt(hoursAgo(5))
          .setCreatedBy(by)
          .setSha256("0123456789abcdef".repeat(4))
          .setCodeBytes(5)
          .setTrigger(trigger);
    }

    private static Timestamp hoursAgo(int hours) {
      long seconds = Instant.now().minus(Duration.ofHours(hours)).getEpochSecond();
      return Timestamp.newBuilder().setSeconds(seconds).build();
    }
  }
}
