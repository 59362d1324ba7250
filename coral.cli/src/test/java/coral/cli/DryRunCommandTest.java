// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.LimitHit;
import coral.proto.agent.v1.QueryUsage;
import coral.proto.agent.v1.ScriptEvent;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.Trial;
import coral.proto.agent.v1.TrialQuery;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.Diagnostic;
import coral.proto.colony.v1.DryRunReport;
import coral.proto.colony.v1.DryRunRequest;
import coral.proto.colony.v1.TargetVerdict;
import coral.proto.colony.v1.TargetVerdict.Fit;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral script dry-run}, and {@code coral script deploy --dry-run}. */
class DryRunCommandTest {
  private static final TargetVerdict FITS = TestColony.verdict("east-1", Fit.FIT_GETS_IT, "");
  private static final TargetVerdict MISSES =
      TestColony.verdict("west", Fit.FIT_NO_MATCH, "region is \"us-west\"");
  private static final DryRunReport GOOD =
      DryRunReport.newBuilder()
          .setName("watch")
          .setVersion(4)
          .setDeployedVersion(3)
          .addVerdicts(FITS)
          .addVerdicts(MISSES)
          .setTrial(trial())
          .build();

  @TempDir Path directory;
  private final List<DryRunRequest> asked = new CopyOnWriteArrayList<>();
  private DryRunReport report = GOOD;
  private Path file;
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("watch.ts"), "a()");
  }

  @Test
  void printsSections() {
    FakeColony.Result result = dryRun();
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .isEqualTo(
            """
            Dry run: watch (would be version 4; version 3 is deployed)

            Checks:
              Source: valid
              Trigger: valid

            Targets:
            AGENT   GETS IT  REASON
            east-1  yes
            west    no       region is "us-west"

            Trial on east-1, with its real telemetry:
              Status: COMPLETED
              Used: 1.50 s, CPU 0.25 s, memory 48.5 MB
              Sandbox: deno+seccomp
              Limit: script.max_lines_per_second, 500 lines/s, exceeded 7 times
              7 lines dropped

            Output:
              (3 earlier)
              one
              two
              stderr: oh

            Events, not delivered:
              [WARNING] event alert {"p99":12}
              (2 more)

            Queries: 1 done, 1 refused; 10,000 rows; 0.40 s, CPU 0.20 s; 2 guardrails put in
              done, 10,000 rows (truncated), 0.40 s, CPU 0.20 s: SELECT * FROM otel_spans_local
                Guardrail: LIMIT 10001 was put around it
                Guardrail: start_time was limited to the last hour
              refused, 0 rows, 0.00 s, CPU 0.00 s: DROP TABLE functions
                Error: DROP is not allowed
              (1 more)
            """);
  }

  @Test
  void asksForWhatDeployWouldDeploy() {
    colony.coral(
        args(
            "script",
            "dry-run",
            "--name",
            "w",
            "--target",
            "a,b",
            "--when",
            "SELECT 1",
            "--for",
            "5m",
            "--memory-mb",
            "64",
            "--agent",
            "east-1",
            "--trial-time",
            "2500ms"));
    assertThat(asked)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getFileName()).isEqualTo("watch.ts");
              assertThat(request.getScript().getName()).isEqualTo("w");
              assertThat(request.getScript().getCode()).isEqualTo("a()");
              assertThat(request.getScript().getTargetsList()).containsExactly("a", "b");
              assertThat(request.getScript().getTrigger().getEvent().getHoldFor().getSeconds())
                  .isEqualTo(300);
              assertThat(request.getScript().getSettings().getMemoryLimitMb()).isEqualTo(64);
              assertThat(request.getAgentId()).isEqualTo("east-1");
              assertThat(request.getTrialTime())
                  .isEqualTo(Duration.newBuilder().setSeconds(2).setNanos(500_000_000).build());
            });
  }

  @Test
  void deployDoesTheSameAndDeploysNothing() {
    FakeColony.Result result =
        colony.coral(args("script", "deploy", "--dry-run", "--ad-hoc", "--agent", "east-1"));
    assertThat(result.out()).isEqualTo(dryRun().out());
    assertThat(asked.getFirst().getScript().getSettings().getMode())
        .isEqualTo(ScriptMode.SCRIPT_MODE_AD_HOC);
    assertThat(asked.getFirst().getAgentId()).isEqualTo("east-1");
    assertThat(asked.getFirst().hasTrialTime()).isFalse();
  }

  @Test
  void deployTakesTrialOptionsOnlyForADryRun() {
    FakeColony.Result result = colony.coral(args("script", "deploy", "--agent", "east-1"));
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("--agent and --trial-time go with --dry-run");
    assertThat(asked).isEmpty();
  }

  @Test
  void printsJson() {
    JsonNode json = JsonMapper.shared().readTree(dryRun("-o", "json").out());
    assertThat(json.at("/name").asString()).isEqualTo("watch");
    assertThat(json.at("/version").asInt()).isEqualTo(4);
    assertThat(json.at("/deployed_version").asInt()).isEqualTo(3);
    assertThat(json.at("/unchanged").asBoolean()).isFalse();
    assertThat(json.at("/verdicts/0/gets_it").asBoolean()).isTrue();
    assertThat(json.at("/trial/execution/status").asString()).isEqualTo("COMPLETED");
    assertThat(json.at("/trial/execution/cpu_ms").asInt()).isEqualTo(250);
    assertThat(json.at("/trial/stdout").asString()).isEqualTo("one\ntwo\n");
    assertThat(json.at("/trial/events/0/data/p99").asInt()).isEqualTo(12);
    assertThat(json.at("/trial/queries/0/injected/0").asString())
        .isEqualTo("LIMIT 10001 was put around it");
    assertThat(json.at("/trial/queries/1/error").asString()).isEqualTo("DROP is not allowed");
    assertThat(json.at("/trial/cut_queries").asInt()).isEqualTo(1);

    report = GOOD.toBuilder().clearTrial().setNoTrial("why").build();
    JsonNode without = JsonMapper.shared().readTree(dryRun("-o", "json").out());
    assertThat(without.at("/trial").isNull()).isTrue();
    assertThat(without.at("/no_trial").asString()).isEqualTo("why");
  }

  @Test
  void endsWellForAScriptThatHadToBeStopped() {
    report = with(ScriptStatus.SCRIPT_STATUS_STOPPED, "was still running after 10 s", true);
    FakeColony.Result result = dryRun();
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).contains("Status: STOPPED (was still running after 10 s)");
  }

  @Test
  void endsWithWhatKeepsTheScriptFromRunning() {
    report = GOOD.toBuilder().addDiagnostics(finding()).setNoTrial("why").clearTrial().build();
    assertThat(dryRun().exitCode()).isEqualTo(ExitCode.INVALID_SCRIPT);
    report = GOOD.toBuilder().setTriggerProblem("no cron: soon").build();
    assertThat(dryRun().exitCode()).isEqualTo(ExitCode.USAGE);
    report = GOOD.toBuilder().clearTrial().setNoTrial("agent a is too old").build();
    assertThat(dryRun().exitCode()).isEqualTo(ExitCode.FAILED);
    report = with(ScriptStatus.SCRIPT_STATUS_FAILED, "exited with code 3", false);
    assertThat(dryRun().exitCode()).isEqualTo(ExitCode.FAILED);
    report = with(ScriptStatus.SCRIPT_STATUS_STOPPED, "the agent was stopped", false);
    assertThat(dryRun().exitCode()).isEqualTo(ExitCode.FAILED);
    Trial late =
        trial().toBuilder().setExecution(ScriptExecution.newBuilder().setTimedOut(true)).build();
    report = GOOD.toBuilder().setTrial(late).build();
    assertThat(dryRun().exitCode()).isEqualTo(ExitCode.TIMEOUT);
  }

  @Test
  void endsWithFiveWhereNoAgentGetsIt() {
    report = GOOD.toBuilder().clearVerdicts().addVerdicts(MISSES).build();
    assertThat(dryRun().exitCode()).isEqualTo(ExitCode.NO_MATCHING_AGENT);
    assertThat(colony.coral(args("script", "deploy", "--dry-run", "--pending")).exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void printsTheReportOfWhatCannotBeDeployed() {
    report =
        DryRunReport.newBuilder()
            .setName("watch")
            .setVersion(1)
            .addDiagnostics(finding())
            .setTriggerProblem("no cron: soon")
            .addNeedsApproval("probes.write")
            .setNoTrial("the script does not pass its checks")
            .build();
    assertThat(dryRun().out())
        .isEqualTo(
            """
            Dry run: watch (would be version 1)

            Checks:
              Source: 1 found
                watch.ts:3:7 TS2322: no string
              Trigger: refused, no cron: soon
              Approval: would wait for one, because of probes.write

            Targets:
            AGENT  GETS IT  REASON

            Trial: none, the script does not pass its checks
            """);
  }

  @Test
  void saysWhatIsDeployedOrStoredAlready() {
    report = GOOD.toBuilder().setVersion(3).setStored(true).build();
    assertThat(dryRun().out()).startsWith("Dry run: watch (unchanged: version 3 is deployed)\n");
    report = GOOD.toBuilder().setVersion(2).setStored(true).build();
    assertThat(dryRun().out())
        .startsWith("Dry run: watch (is version 2, which is stored; version 3 is deployed)\n");
  }

  private FakeColony.Result dryRun(String... more) {
    List<String> words = new ArrayList<>(List.of("script", "dry-run"));
    words.addAll(List.of(more));
    return colony.coral(args(words.toArray(String[]::new)));
  }

  private String[] args(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--file", file.toString()));
    return all.toArray(String[]::new);
  }

  private static DryRunReport with(ScriptStatus status, String reason, boolean stillRunning) {
    return GOOD.toBuilder()
        .setTrial(
            Trial.newBuilder()
                .setStillRunning(stillRunning)
                .setExecution(ScriptExecution.newBuilder().setStatus(status).setReason(reason)))
        .build();
  }

  private static Diagnostic finding() {
    return Diagnostic.newBuilder()
        .setFile("watch.ts")
        .setLine(3)
        .setColumn(7)
        .setCode("TS2322")
        .setMessage("no string")
        .build();
  }

  private static Trial trial() {
    return Trial.newBuilder()
        .setExecution(
            ScriptExecution.newBuilder()
                .setAgentId("east-1")
                .setStatus(ScriptStatus.SCRIPT_STATUS_COMPLETED)
                .setSandboxTier("deno+seccomp")
                .setStartedAt(Timestamp.newBuilder().setSeconds(1_000))
                .setCompletedAt(Timestamp.newBuilder().setSeconds(1_001).setNanos(500_000_000))
                .setStdout("one\ntwo\n")
                .setStderr("oh\n")
                .setDroppedLines(7)
                .addEvents(
                    ScriptEvent.newBuilder()
                        .setName("alert")
                        .setSeverity("warning")
                        .setData("{\"p99\":12}"))
                .setConsumption(
                    Consumption.newBuilder()
                        .addHits(
                            LimitHit.newBuilder()
                                .setLimit("script.max_lines_per_second")
                                .setValue("500 lines/s")
                                .setCount(7))
                        .setCpuMs(250)
                        .setPeakMemoryBytes((48L << 20) + (1 << 19))
                        .setQueries(
                            QueryUsage.newBuilder()
                                .setDone(1)
                                .setRefused(1)
                                .setRows(10_000)
                                .setInjected(2)
                                .setTimeUs(400_000)
                                .setCpuUs(200_000))))
        .addQueries(
            TrialQuery.newBuilder()
                .setSql("SELECT *\n  FROM otel_spans_local\n")
                .setOutcome("done")
                .setRows(10_000)
                .setTruncated(true)
                .setTimeUs(400_000)
                .setCpuUs(200_000)
                .addInjected("LIMIT 10001 was put around it")
                .addInjected("start_time was limited to the last hour"))
        .addQueries(
            TrialQuery.newBuilder()
                .setSql("DROP TABLE functions")
                .setOutcome("refused")
                .setError("DROP is not allowed"))
        .setCutLines(3)
        .setCutEvents(2)
        .setCutQueries(1)
        .build();
  }

  private final class Service extends ColonyServiceImplBase {
    @Override
    public void dryRunScript(DryRunRequest request, StreamObserver<DryRunReport> out) {
      asked.add(request);
      out.onNext(report);
      out.onCompleted();
    }
  }
}
