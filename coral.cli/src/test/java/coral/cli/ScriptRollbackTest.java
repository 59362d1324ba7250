// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.RollbackRequest;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral script rollback}. */
class ScriptRollbackTest {
  private final List<RollbackRequest> asked = new CopyOnWriteArrayList<>();
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void goesBackToWhatWasDeployedBefore() {
    FakeColony.Result result = colony.coral("script", "rollback", "550e8400");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .isEqualTo(
            """
            Script rolled back: alert
              ID: 550e8400-x
              Version: 2
              Deployed to: 1 agent (a)
              Status: RUNNING
            """);
    RollbackRequest request = asked.getFirst();
    assertThat(request.getScript()).isEqualTo("550e8400");
    assertThat(request.getVersion()).isZero();
    assertThat(request.getRequestedBy()).isEqualTo(System.getProperty("user.name"));
    assertThat(request.getAllowPending()).isFalse();
  }

  @Test
  void goesToTheVersionThatIsNamed() {
    FakeColony.Result result =
        colony.coral("script", "rollback", "alert", "--to", "7", "--pending", "-o", "json");
    assertThat(JsonMapper.shared().readTree(result.out()).at("/name").asString())
        .isEqualTo("alert");
    assertThat(asked.getFirst().getVersion()).isEqualTo(7);
    assertThat(asked.getFirst().getAllowPending()).isTrue();
  }

  @Test
  void asksForNoVersionThatCannotBe() {
    FakeColony.Result result = colony.coral("script", "rollback", "alert", "--to", "0");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--to 0 is no version");
    assertThat(asked).isEmpty();
  }

  private final class Service extends ColonyServiceImplBase {
    @Override
    public void rollbackScript(RollbackRequest request, StreamObserver<DeployScriptResponse> out) {
      asked.add(request);
      out.onNext(
          DeployScriptResponse.newBuilder()
              .setScriptId("550e8400-x")
              .setName("alert")
              .setVersion(2)
              .addDeployedTo("a")
              .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
              .build());
      out.onCompleted();
    }
  }
}
