// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.mcp.McpResult;
import coral.api.mcp.McpTool;
import coral.proto.agent.v1.DeployScriptResponse;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.Trial;
import coral.proto.agent.v1.TrialQuery;
import coral.proto.colony.v1.Agent;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.DryRunReport;
import coral.proto.colony.v1.DryRunRequest;
import coral.proto.colony.v1.EventEntry;
import coral.proto.colony.v1.ExplainTargetsRequest;
import coral.proto.colony.v1.ExplainTargetsResponse;
import coral.proto.colony.v1.ListAgentsRequest;
import coral.proto.colony.v1.ListAgentsResponse;
import coral.proto.colony.v1.ListScriptsRequest;
import coral.proto.colony.v1.ListScriptsResponse;
import coral.proto.colony.v1.RunScriptRequest;
import coral.proto.colony.v1.RunScriptUpdate;
import coral.proto.colony.v1.ScriptSummary;
import coral.proto.colony.v1.StreamEventsRequest;
import coral.proto.colony.v1.ValidateScriptRequest;
import coral.proto.colony.v1.ValidateScriptResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolsTest {
  private final Service service = new Service();
  private final FakeColony colony = new FakeColony(service);

  @AfterEach
  void close() {
    colony.close();
  }

  @Test
  void deploysAsTheAiAndSaysHowToApprove() {
    service.deployed =
        DeployScriptResponse.newBuilder()
            .setName("x")
            .setVersion(2)
            .setPendingApproval(true)
            .build();
    McpResult result =
        call(
            new DeployScript(colony.client()),
            Map.of(
                "name", "x",
                "code", "1",
                "targets", List.of("a=b"),
                "mode", "ad_hoc",
                "trigger", Map.of("cron", "@hourly")));
    assertThat(result.text()).contains("Script waits for approval: x v2", "coral script approve x");
    DeployRequest request = (DeployRequest) service.asked.getFirst();
    assertThat(request.getScript().getCreatedBy()).isEqualTo("mcp:test");
    assertThat(request.getScript().getTargetsList()).containsExactly("a=b");
    assertThat(request.getScript().getTrigger().getSchedule().getCron()).isEqualTo("@hourly");
  }

  @Test
  void pagesLists() {
    IntStream.range(0, 5)
        .forEach(i -> service.scripts.add(ScriptSummary.newBuilder().setName("s" + i).build()));
    ListScripts list = new ListScripts(colony.client());
    McpResult first = call(list, Map.of("limit", 2));
    assertThat(first.text())
        .contains("s0", "s1", "2 of 5 scripts; call again with offset 2 for more");
    McpResult last = call(list, Map.of("limit", 2, "offset", 4));
    assertThat(last.text()).contains("s4").doesNotContain("for more");
    assertThat(tree(last).path("next_offset").isNull()).isTrue();
  }

  @Test
  void saysThatThereAreOlderEvents() {
    IntStream.range(0, 9)
        .forEach(i -> service.events.add(EventEntry.newBuilder().setName("e" + i).build()));
    McpResult result = call(new Events(colony.client()), Map.of("limit", 3));
    assertThat(result.text()).contains("e8", "e6", "older ones").doesNotContain("e5");
    assertThat(tree(result).path("events").size()).isEqualTo(3);
  }

  @Test
  void returnsTheOutputOfARunAndTellsItsProgress() {
    service.line("stdout", "one");
    service.line("stderr", "two");
    service.ends(0);
    FakeColony.Call call = new FakeColony.Call(Map.of("code", "1"));
    McpResult result = new RunScript(colony.client()).call(call);
    assertThat(result.error()).isFalse();
    assertThat(tree(result).at("/runs/0/output").asString()).isEqualTo("one\ntwo");
    assertThat(call.progress()).hasSizeGreaterThan(2);
  }

  @Test
  void previewsWhatGuardrailsPutIntoQueries() {
    service.dryRun =
        DryRunReport.newBuilder()
            .setTrial(
                Trial.newBuilder()
                    .addQueries(
                        TrialQuery.newBuilder()
                            .setSql("SELECT 1")
                            .setOutcome("done")
                            .addInjected("At most 10,000 rows are returned.")))
            .build();
    McpTool validate = new ValidateScript(colony.client());
    assertThat(call(validate, Map.of("code", "1")).text()).doesNotContain("At most");
    assertThat(call(validate, Map.of("code", "1", "preview", true)).text())
        .contains("the script is valid", "SELECT 1", "At most 10,000 rows are returned.");
    service.dryRun = DryRunReport.newBuilder().setNoTrial("no agent is connected").build();
    assertThat(call(validate, Map.of("code", "1", "preview", true)).text())
        .contains("no preview: no agent is connected");
  }

  @Test
  void samplesShowServicesAndRowsOfTheFirstAgentThatRunsScripts() {
    service.agents.add(Agent.newBuilder().setId("away").build());
    service.agents.add(
        Agent.newBuilder()
            .setId("refuses")
            .setConnected(true)
            .setScriptsRefused("no Deno")
            .build());
    service.agents.add(
        Agent.newBuilder().setId("a").setConnected(true).addServices("payments").build());
    service.line("stdout", "otel_spans_local: {\"a\":1}");
    service.ends(0);
    assertThat(new TelemetrySamples(colony.client()).text())
        .contains("- a: payments", "- refuses: none seen", "On a:\n- otel_spans_local: {\"a\":1}")
        .doesNotContain("away");
    RunScriptRequest request = (RunScriptRequest) service.asked.getLast();
    assertThat(request.getScript().getTargetsList()).containsExactly("a");
  }

  @Test
  void samplesSayThatThereIsNoAgent() {
    assertThat(new TelemetrySamples(colony.client()).text())
        .contains("no agent is connected", "none: no agent that runs scripts is connected");
  }

  @Test
  void aRunThatFailsIsAnErrorWithItsOutput() {
    service.line("stderr", "boom");
    service.ends(3);
    McpResult result = call(new RunScript(colony.client()), Map.of("code", "1"));
    assertThat(result.error()).isTrue();
    assertThat(result.text()).contains("exit code 3", "boom");
  }

  @Test
  void keepsTheLastLinesOfALongRunAndSaysHowManyAreGone() {
    IntStream.range(0, 400)
        .forEach(i -> service.line("stdout", "line " + i + " " + "x".repeat(200)));
    service.ends(0);
    FakeColony.Call call = new FakeColony.Call(Map.of("code", "1"));
    McpResult result = new RunScript(colony.client()).call(call);
    assertThat(result.text()).contains("line 399", "earlier lines").hasSizeLessThan(25_000);
    assertThat(call.progress()).as("not each of them").hasSizeBetween(100, 110);
    assertThat(tree(result).at("/runs/0/omitted_lines").asInt()).isPositive();
  }

  @Test
  void returnsRowsOfAQuery() {
    service.line(
        "stdout", "{\"columns\":[\"a\",\"b\"],\"truncated\":true,\"notes\":[\"a limit\"]}");
    service.line("stdout", "[1,\"x\"]");
    service.ends(0);
    McpResult result = call(new Query(colony.client()), Map.of("sql", "SELECT '\u2028`${'"));
    assertThat(result.text()).contains("1 row of (a, b)", "there are more", "1 | x");
    assertThat(tree(result).at("/agents/0/rows").toString()).isEqualTo("[[1,\"x\"]]");
    RunScriptRequest request = (RunScriptRequest) service.asked.getFirst();
    assertThat(request.getScript().getCode()).isEqualTo(QueryScript.CODE);
    assertThat(request.getScript().getSettings().getArgsMap())
        .isEqualTo(Map.of("sql", "SELECT '\u2028`${'", "limit", "50"));
  }

  @Test
  void aQueryThatIsRefusedIsAnErrorThatSaysWhy() {
    service.line("stdout", "{\"error\":\"only SELECT\"}");
    service.ends(0);
    McpResult result = call(new Query(colony.client()), Map.of("sql", "DROP"));
    assertThat(result.error()).isTrue();
    assertThat(result.text()).contains("agent-1: only SELECT");
  }

  @Test
  void whatTheColonyRefusesIsAnErrorOfTheTool() {
    McpResult result = call(new StopScript(colony.client()), Map.of("script_id", "x"));
    assertThat(result.error()).isTrue();
    assertThat(result.text()).contains("is unimplemented");
  }

  /** A token has about four characters of English or JSON. The list's limit is 4,000. */
  @Test
  void toolsTogetherStayWithinTheirTokens() {
    ColonyClient client = colony.client();
    List<McpTool> all =
        List.of(
            new DeployScript(client),
            new Events(client),
            new ListAgents(client),
            new ListScripts(client),
            new Query(client),
            new RunScript(client),
            new coral.mcp.internal.tools.ScriptStatus(client),
            new StopScript(client),
            new ValidateScript(client));
    int characters =
        all.stream()
            .mapToInt(
                tool ->
                    compact(tool.inputSchema())
                        + compact(tool.outputSchema())
                        + tool.description().length()
                        + tool.title().length()
                        + 200)
            .sum();
    assertThat(characters / 4).isLessThan(4_000);
  }

  private static int compact(String json) {
    return JsonMapper.shared().readTree(json).toString().length();
  }

  private static McpResult call(McpTool tool, Map<String, Object> arguments) {
    return tool.call(new FakeColony.Call(arguments));
  }

  private static JsonNode tree(McpResult result) {
    return JsonMapper.shared().readTree(result.structured());
  }

  private static final class Service extends ColonyServiceImplBase {
    final List<Object> asked = new ArrayList<>();
    final List<ScriptSummary> scripts = new ArrayList<>();
    final List<EventEntry> events = new ArrayList<>();
    final List<Agent> agents = new ArrayList<>();
    final List<RunScriptUpdate> updates = new ArrayList<>();
    DeployScriptResponse deployed = DeployScriptResponse.getDefaultInstance();
    DryRunReport dryRun = DryRunReport.getDefaultInstance();

    void line(String stream, String text) {
      updates.add(
          RunScriptUpdate.newBuilder()
              .setLog(
                  ScriptLogEntry.newBuilder().setAgentId("agent-1").setStream(stream).setLine(text))
              .build());
    }

    void ends(int exitCode) {
      updates.add(
          RunScriptUpdate.newBuilder()
              .setFinished(
                  ScriptExecution.newBuilder()
                      .setAgentId("agent-1")
                      .setStatus(
                          exitCode == 0
                              ? ScriptStatus.SCRIPT_STATUS_COMPLETED
                              : ScriptStatus.SCRIPT_STATUS_FAILED)
                      .setCompletedAt(com.google.protobuf.Timestamp.newBuilder().setSeconds(1))
                      .setExitCode(exitCode))
              .build());
    }

    @Override
    public void deployScript(DeployRequest request, StreamObserver<DeployScriptResponse> out) {
      asked.add(request);
      out.onNext(deployed);
      out.onCompleted();
    }

    @Override
    public void listScripts(ListScriptsRequest request, StreamObserver<ListScriptsResponse> out) {
      out.onNext(ListScriptsResponse.newBuilder().addAllScripts(scripts).build());
      out.onCompleted();
    }

    @Override
    public void validateScript(
        ValidateScriptRequest request, StreamObserver<ValidateScriptResponse> out) {
      out.onNext(ValidateScriptResponse.getDefaultInstance());
      out.onCompleted();
    }

    @Override
    public void explainTargets(
        ExplainTargetsRequest request, StreamObserver<ExplainTargetsResponse> out) {
      out.onNext(ExplainTargetsResponse.getDefaultInstance());
      out.onCompleted();
    }

    @Override
    public void dryRunScript(DryRunRequest request, StreamObserver<DryRunReport> out) {
      out.onNext(dryRun);
      out.onCompleted();
    }

    @Override
    public void listAgents(ListAgentsRequest request, StreamObserver<ListAgentsResponse> out) {
      out.onNext(ListAgentsResponse.newBuilder().addAllAgents(agents).build());
      out.onCompleted();
    }

    @Override
    public void streamEvents(StreamEventsRequest request, StreamObserver<EventEntry> out) {
      int from = Math.max(0, events.size() - request.getTail());
      events.subList(from, events.size()).forEach(out::onNext);
      out.onCompleted();
    }

    @Override
    public void runScript(RunScriptRequest request, StreamObserver<RunScriptUpdate> out) {
      asked.add(request);
      if (updates.isEmpty()) {
        out.onError(Status.INTERNAL.asRuntimeException());
        return;
      }
      updates.forEach(out::onNext);
      out.onCompleted();
    }
  }
}
