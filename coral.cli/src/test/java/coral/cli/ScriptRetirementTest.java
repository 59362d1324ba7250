// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ArchiveRequest;
import coral.proto.colony.v1.ArchiveResponse;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.DeleteRequest;
import coral.proto.colony.v1.DeleteResponse;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ListScriptsResponse;
import coral.proto.colony.v1.ScriptSummary;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral script archive}, {@code delete}, and what {@code list} leaves out and says. */
class ScriptRetirementTest {
  private final List<Object> asked = new CopyOnWriteArrayList<>();
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void archives() {
    FakeColony.Result result = colony.coral("script", "archive", "550e8400");
    assertThat(result.out()).isEqualTo("Script archived: alert\n");
    assertThat(asked)
        .containsExactly(
            ArchiveRequest.newBuilder()
                .setScript("550e8400")
                .setRequestedBy(System.getProperty("user.name"))
                .build());
    assertThat(colony.coral("script", "archive", "alert", "-o", "json").out())
        .isEqualTo("{\"name\":\"alert\"}\n");
  }

  @Test
  void listsArchivedScriptsWhenAsked() {
    assertThat(colony.coral("script", "list").out()).doesNotContain("old");
    JsonNode all =
        JsonMapper.shared()
            .readTree(colony.coral("script", "list", "--archived", "-o", "json").out());
    assertThat(all.at("/1/name").asString()).isEqualTo("old");
    assertThat(all.at("/1/archived").asBoolean()).isTrue();
  }

  @Test
  void saysInTheLastColumnWhyAScriptIsAsItIs() {
    assertThat(colony.coral("script", "list").out())
        .isEqualTo(
            """
            ID  NAME   STATUS   TARGETS     DEPLOYED  REASON
            x   alert  RUNNING  all agents  never     quarantined on a, b
            """);
    JsonNode all = JsonMapper.shared().readTree(colony.coral("script", "list", "-o", "json").out());
    assertThat(all.at("/0/quarantined_on")).hasSize(2);
    assertThat(all.at("/0/quarantined_on/1").asString()).isEqualTo("b");
    assertThat(all.at("/0/status").asString()).isEqualTo("RUNNING");
  }

  @Test
  void deletesUnaskedWithYes() {
    FakeColony.Result result = colony.coral("script", "delete", "alert", "--yes");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).isEqualTo("Script deleted: alert\n");
    assertThat(asked)
        .containsExactly(
            DeleteRequest.newBuilder()
                .setScript("alert")
                .setRequestedBy(System.getProperty("user.name"))
                .build());
  }

  @Test
  void deletesNothingWhenNobodyCanBeAsked() {
    FakeColony.Result result = colony.coral("script", "delete", "alert");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("there is no terminal to ask at: add --yes");
    assertThat(asked).isEmpty();
  }

  private final class Service extends ColonyServiceImplBase {
    @Override
    public void archiveScript(ArchiveRequest request, StreamObserver<ArchiveResponse> out) {
      asked.add(request);
      out.onNext(ArchiveResponse.newBuilder().setName("alert").build());
      out.onCompleted();
    }

    @Override
    public void deleteScript(DeleteRequest request, StreamObserver<DeleteResponse> out) {
      asked.add(request);
      out.onNext(DeleteResponse.newBuilder().setName("alert").build());
      out.onCompleted();
    }

    @Override
    public void listScripts(ListScriptsRequest request, StreamObserver<ListScriptsResponse> out) {
      ListScriptsResponse.Builder response =
          ListScriptsResponse.newBuilder()
              .addScripts(
                  ScriptSummary.newBuilder()
                      .setId("x")
                      .setName("alert")
                      .setStatus(ScriptStatus.SCRIPT_STATUS_RUNNING)
                      .setReason("quarantined on a, b")
                      .addQuarantinedOn("a")
                      .addQuarantinedOn("b"));
      if (request.getIncludeArchived()) {
        response.addScripts(
            ScriptSummary.newBuilder()
                .setName("old")
                .setStatus(ScriptStatus.SCRIPT_STATUS_STOPPED)
                .setReason("archived")
                .setArchived(true));
      }
      out.onNext(response.build());
      out.onCompleted();
    }
  }
}
