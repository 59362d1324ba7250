// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import coral.proto.colony.v1.Agent;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.proto.colony.v1.ListAgentsResponse;
import coral.views.AgentView;
import coral.views.ViewJson;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code coral agent list}, and {@code coral agent status} where there is one agent. */
class AgentListTest {
  private final Agent agent =
      Agent.newBuilder()
          .setId("payments-1")
          .setConnected(true)
          .setLastSeen(
              Timestamp.newBuilder().setSeconds(Instant.now().minusSeconds(7_200).getEpochSecond()))
          .putLabels("zone", "a")
          .putLabels("region", "eu")
          .addServices("payments")
          .addServices("orders")
          .setRunning(2)
          .setMaxConcurrent(5)
          .addTriggerTypes("manual")
          .build();

  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void printsATable() {
    assertThat(colony.coral("agent", "list").out())
        .isEqualTo(
            """
            ID          STATUS     SCRIPTS  DENO  SERVICES         LABELS            SEEN
            payments-1  CONNECTED  2/5      none  payments,orders  region=eu,zone=a  2h ago
            """);
  }

  @Test
  void printsTheSameViewAsJsonInListAndStatus() {
    AgentView view = AgentView.of(agent);
    assertThat(colony.coral("agent", "list", "-o", "json").out())
        .isEqualTo(ViewJson.text(List.of(view)) + "\n");
    assertThat(colony.coral("agent", "status", "-o", "json").out())
        .isEqualTo(ViewJson.text(view) + "\n");
  }

  private final class Service extends ColonyServiceImplBase {
    @Override
    public void listAgents(ListAgentsRequest request, StreamObserver<ListAgentsResponse> out) {
      out.onNext(ListAgentsResponse.newBuilder().addAgents(agent).build());
      out.onCompleted();
    }
  }
}
