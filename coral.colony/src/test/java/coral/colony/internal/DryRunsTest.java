// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import coral.api.script.AuditEntry;
import coral.api.trigger.TriggerHandlerFactory;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptSettings;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.agent.v1.Trial;
import coral.proto.agent.v1.TrialRequest;
import coral.proto.agent.v1.TrialResponse;
import coral.proto.colony.v1.AgentResponse;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.DryRunReport;
import coral.proto.colony.v1.DryRunRequest;
import coral.proto.colony.v1.TargetVerdict;
import coral.proto.colony.v1.TargetVerdict.Fit;
import coral.wire.TimesWire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dry runs over the wire. */
class DryRunsTest {
  private static final Trial DONE =
      Trial.newBuilder()
          .setExecution(
              ScriptExecution.newBuilder()
                  .setAgentId("a")
                  .setStatus(ScriptStatus.SCRIPT_STATUS_COMPLETED))
          .build();

  private TestColony colony;
  private FakeAgent agent;

  @BeforeEach
  void start() throws Exception {
    colony = new TestColony(new FakeStores(), Duration.ofMillis(100));
    agent = colony.agent("a").connect();
    colony.agent("b").connect();
  }

  @AfterEach
  void stop() throws Exception {
    colony.close();
  }

  @Test
  void reportsWhatTheFirstAgentMadeOfTheScriptAndStoresNothing() throws Exception {
    Future<DryRunReport> dryRun = dryRun(request(script("watch", "a()")));
    TrialRequest asked = agent.asked().getTrial();
    assertThat(asked.getScript().getCode()).isEqualTo("a()");
    assertThat(TimesWire.fromWire(asked.getTime())).isEqualTo(Duration.ofSeconds(10));
    answer(DONE);

    DryRunReport report = dryRun.get(10, TimeUnit.SECONDS);
    assertThat(report.getTrial()).isEqualTo(DONE);
    assertThat(report.getNoTrial()).isEmpty();
    assertThat(report.getName()).isEqualTo("watch");
    assertThat(report.getVersion()).isEqualTo(1);
    assertThat(report.getStored()).isFalse();
    assertThat(report.getVerdictsList())
        .extracting(TargetVerdict::getAgentId, TargetVerdict::getFit)
        .containsExactly(tuple("a", Fit.FIT_GETS_IT), tuple("b", Fit.FIT_GETS_IT));
    assertThat(colony.stores.scripts.all()).isEmpty();
    assertThat(colony.stores.scripts.activeDeployments()).isEmpty();
    assertThat(agent.desiredStates()).allSatisfy(s -> assertThat(s.getScriptsList()).isEmpty());
    assertThat(colony.stores.scripts.audit(10))
        .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject, AuditEntry::detail)
        .containsExactly(tuple("ada", "dry-run", "watch v1", "on a"));
  }

  @Test
  void triesItOnTheAgentThatIsNamedWhereverTheTargetsAre() throws Exception {
    Future<DryRunReport> dryRun =
        dryRun(
            request(script("watch", "a()").toBuilder().addTargets("b").build())
                .setAgentId("a")
                .setTrialTime(TimesWire.toWire(Duration.ofSeconds(3))));
    assertThat(TimesWire.fromWire(agent.asked().getTrial().getTime()))
        .isEqualTo(Duration.ofSeconds(3));
    answer(DONE);
    DryRunReport report = dryRun.get(10, TimeUnit.SECONDS);
    assertThat(report.hasTrial()).isTrue();
    assertThat(report.getVerdicts(0).getFit()).isEqualTo(Fit.FIT_NO_MATCH);
  }

  @Test
  void tellsWhichVersionItWouldBe() throws Exception {
    agent.onNewScript(agent::running);
    var _ = colony.deploy(script("watch", "a()"));
    String deployed = agent.desiredScript().getScript().getId();

    Future<DryRunReport> same = dryRun(request(script("watch", "a()")));
    assertThat(agent.asked().getTrial().getScript().getId()).isNotEqualTo(deployed);
    answer(DONE);
    DryRunReport unchanged = same.get(10, TimeUnit.SECONDS);
    assertThat(unchanged.getVersion()).isEqualTo(1);
    assertThat(unchanged.getStored()).isTrue();
    assertThat(unchanged.getDeployedVersion()).isEqualTo(1);

    DryRunReport next = ask(request(script("watch", "bad()")));
    assertThat(next.getVersion()).isEqualTo(2);
    assertThat(next.getStored()).isFalse();
    assertThat(next.getDeployedVersion()).isEqualTo(1);
    assertThat(colony.stores.scripts.newestByName("watch").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void triesNothingThatDoesNotPassItsChecks() {
    DryRunReport report = ask(request(script("watch", "bad()")).setFileName("watch.ts"));
    assertThat(report.getDiagnosticsList())
        .singleElement()
        .satisfies(finding -> assertThat(finding.getFile()).isEqualTo("watch.ts"));
    assertThat(report.hasTrial()).isFalse();
    assertThat(report.getNoTrial()).isEqualTo("the script does not pass its checks");
    assertThat(report.getVerdictsCount()).isEqualTo(2);
    assertThat(colony.stores.scripts.audit(10))
        .extracting(AuditEntry::detail)
        .containsExactly("without a trial");
  }

  @Test
  void tellsWhyTheTriggerIsRefusedAndTriesTheScript() throws Exception {
    colony.triggers.bindTriggers(
        new TriggerChecksTest.Refusing("no cron"), Map.of(TriggerHandlerFactory.TYPE, "schedule"));
    Script script =
        script("watch", "a()").toBuilder()
            .setTrigger(
                ScriptTrigger.newBuilder()
                    .setSchedule(ScheduleTrigger.newBuilder().setCron("soon")))
            .build();
    Future<DryRunReport> dryRun = dryRun(request(script));
    var _ = agent.asked();
    answer(DONE);
    DryRunReport report = dryRun.get(10, TimeUnit.SECONDS);
    assertThat(report.getTriggerProblem()).isEqualTo("no cron: soon");
    assertThat(report.hasTrial()).isTrue();
  }

  @Test
  void doesNotTryWhatNeedsAnApproval() {
    Script script =
        script("watch", "a()").toBuilder()
            .setSettings(ScriptSettings.newBuilder().addCapabilities("probes.write"))
            .build();
    DryRunReport report = ask(request(script));
    assertThat(report.getNeedsApprovalList()).containsExactly("probes.write");
    assertThat(report.getNoTrial())
        .isEqualTo("it asks for probes.write, and runs nowhere before that is approved");
  }

  @Test
  void saysWhereItCannotBeTried() {
    DryRunReport nowhere =
        ask(request(script("watch", "a()").toBuilder().addTargets("nobody").build()));
    assertThat(nowhere.getNoTrial()).isEqualTo("no agent would get it");
    assertThat(nowhere.getVerdictsList())
        .extracting(TargetVerdict::getFit)
        .containsOnly(Fit.FIT_NO_MATCH);

    agent.vanish();
    await().until(() -> !colony.agents.find("a").orElseThrow().connected());
    assertThat(ask(request(script("watch", "a()")).setAgentId("a")).getNoTrial())
        .isEqualTo(
            "agent a cannot run it: it is not connected; it gets the script once it connects again");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> ask(request(script("watch", "a()")).setAgentId("c")))
        .hasMessageContaining("NOT_FOUND: no agent has the id \"c\"; the agents are a, b");
    assertThatThrownBy(
            () -> ask(request(script("watch", "a()").toBuilder().addTargets("service=").build())))
        .hasMessageContaining("INVALID_ARGUMENT: the target \"service=\" is malformed");
    for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(61))) {
      assertThatThrownBy(
              () -> ask(request(script("watch", "a()")).setTrialTime(TimesWire.toWire(time))))
          .hasMessageContaining("it must be more than 0 s and at most 60 s");
    }
    assertThat(colony.stores.scripts.audit(10)).isEmpty();
  }

  @Test
  void passesOnWhyTheAgentDoesNotTryIt() throws Exception {
    assertThat(refused("FAILED_PRECONDITION", "there is no room").getNoTrial())
        .isEqualTo("agent a: there is no room");
    assertThat(refused("UNKNOWN_METHOD", "this agent does not know that request").getNoTrial())
        .isEqualTo("agent a is too old for dry runs; update it, or name another");
  }

  @Test
  void saysSoWhenTheAgentGoesMeanwhile() throws Exception {
    Future<DryRunReport> dryRun = dryRun(request(script("watch", "a()")));
    var _ = agent.asked();
    agent.vanish();
    assertThat(dryRun.get(10, TimeUnit.SECONDS).getNoTrial())
        .isEqualTo("agent a has disconnected before it answered; ask again when it is back");
  }

  @Test
  void givesUpAnAgentThatNeverAnswersAndTellsIt() throws Exception {
    DryRuns impatient =
        new DryRuns(
            colony.parts, new AgentCalls(colony.agents, Duration.ofMillis(1)), colony.clock);
    DryRunReport report =
        impatient
            .run(request(script("watch", "a()")).build(), new CompletableFuture<>())
            .get(10, TimeUnit.SECONDS);
    assertThat(report.getNoTrial()).isEqualTo("agent a did not answer within 0 s");
    awaitCancelled(agent.asked().getId());
  }

  @Test
  void endsTheTrialWithTheCall() {
    Future<DryRunReport> dryRun = dryRun(request(script("watch", "a()")));
    long id = agent.asked().getId();
    dryRun.cancel(true);
    awaitCancelled(id);
    // what comes too late is ignored
    answer(DONE);
    agent.state();
    await().until(() -> colony.agents.find("a").orElseThrow().connected());
  }

  @Test
  void doesNotCancelWhatWasAnswered() throws Exception {
    Future<DryRunReport> dryRun = dryRun(request(script("watch", "a()")));
    var _ = agent.asked();
    answer(DONE);
    assertThat(dryRun.get(10, TimeUnit.SECONDS).hasTrial()).isTrue();
    DryRunReport another = refused("FAILED_PRECONDITION", "there is no room");
    assertThat(another.hasTrial()).isFalse();
    assertThat(agent.received).noneMatch(ColonyMessage::hasCancel);
  }

  private void awaitCancelled(long id) {
    await()
        .untilAsserted(
            () ->
                assertThat(agent.received.stream().filter(ColonyMessage::hasCancel))
                    .singleElement()
                    .satisfies(message -> assertThat(message.getCancel().getId()).isEqualTo(id)));
  }

  private DryRunReport refused(String code, String sentence) throws Exception {
    long before = requests();
    Future<DryRunReport> dryRun = dryRun(request(script("watch", "a()")));
    await().until(() -> requests() > before);
    agent.answers(
        AgentResponse.newBuilder()
            .setId(agent.asked().getId())
            .setErrorCode(code)
            .setErrorMessage(sentence));
    return dryRun.get(10, TimeUnit.SECONDS);
  }

  private long requests() {
    return agent.received.stream().filter(ColonyMessage::hasRequest).count();
  }

  private void answer(Trial trial) {
    agent.answers(
        AgentResponse.newBuilder()
            .setId(agent.asked().getId())
            .setTrial(TrialResponse.newBuilder().setTrial(trial)));
  }

  private static Script script(String name, String code) {
    return TestColony.script(name, code);
  }

  private static DryRunRequest.Builder request(Script script) {
    return DryRunRequest.newBuilder().setScript(script);
  }

  private DryRunReport ask(DryRunRequest.Builder request) {
    return colony.ask().dryRunScript(request.build());
  }

  private Future<DryRunReport> dryRun(DryRunRequest.Builder request) {
    return ColonyServiceGrpc.newFutureStub(colony.channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .dryRunScript(request.build());
  }
}
