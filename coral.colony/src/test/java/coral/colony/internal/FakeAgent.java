// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.Layer;
import coral.proto.agent.v1.ScriptEvent;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.AgentHello;
import coral.proto.colony.v1.AgentLinkGrpc;
import coral.proto.colony.v1.AgentMessage;
import coral.proto.colony.v1.AgentRequest;
import coral.proto.colony.v1.AgentResponse;
import coral.proto.colony.v1.AgentState;
import coral.proto.colony.v1.AssignedScript;
import coral.proto.colony.v1.ColonyMessage;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.DesiredState;
import coral.proto.colony.v1.ExecutionReport;
import coral.proto.colony.v1.LogReport;
import coral.proto.colony.v1.Report;
import coral.proto.colony.v1.ReportAck;
import coral.proto.colony.v1.ReportBatch;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An agent that speaks the link and runs nothing: tests say what it reports. */
final class FakeAgent implements AutoCloseable {
  final String id;
  final List<ColonyMessage> received = new CopyOnWriteArrayList<>();
  final List<Long> acknowledged = new CopyOnWriteArrayList<>();
  volatile Throwable controlError;
  volatile boolean controlDone;
  private final Channel channel;
  private final String instance;
  private String host = "host-1";
  private final List<AssignedScript> held = new ArrayList<>();
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private List<String> services;
  private volatile List<String> triggerTypes = List.of();
  private volatile List<String> capabilities = List.of();
  private StreamObserver<AgentMessage> control;
  private StreamObserver<ReportBatch> reports;
  private long batch;
  private Consumer<DesiredScript> onNew = script -> {};
  private Consumer<DesiredScript> onEmpty = script -> {};

  private static final class Run {
    private final String executionId = UUID.randomUUID().toString();
    private final DesiredScript script;
    private long sequence;

    Run(DesiredScript script) {
      this.script = script;
    }
  }

  FakeAgent(Channel channel, String id, String instance, List<String> services) {
    this.channel = channel;
    this.id = id;
    this.instance = instance;
    this.services = services;
  }

  /** Opens both streams and waits for the answer to its first state. */
  FakeAgent connect() {
    open();
    say(AgentMessage.newBuilder().setHello(hello()).build());
    state();
    await().until(() -> !desiredStates().isEmpty());
    return this;
  }

  void open() {
    received.clear();
    controlError = null;
    controlDone = false;
    control = AgentLinkGrpc.newStub(channel).control(new Incoming());
    reports = AgentLinkGrpc.newStub(channel).report(new Acks());
    batch = 0;
  }

  FakeAgent on(String hostname) {
    host = hostname;
    return this;
  }

  /** Says hello and nothing more. */
  void greet() {
    open();
    say(AgentMessage.newBuilder().setHello(hello()).build());
  }

  AgentHello.Builder hello() {
    return AgentHello.newBuilder()
        .setAgentId(id)
        .setInstanceId(instance)
        .setHostId("data-of-" + host)
        .setHostname(host)
        .setVersion("0.1.0")
        .setDenoVersion("2.9.6")
        .setMaxConcurrent(5);
  }

  synchronized void say(AgentMessage message) {
    control.onNext(message);
  }

  synchronized void state() {
    control.onNext(
        AgentMessage.newBuilder()
            .setState(
                AgentState.newBuilder()
                    .addAllServices(services)
                    .addAllScripts(held)
                    .addAllTriggerTypes(triggerTypes)
                    .addAllCapabilities(capabilities)
                    .addLayers(Layer.newBuilder().setName("seccomp").setOn(true).setDetail("on"))
                    .putTelemetryRows("otel_spans_local", 42))
            .build());
  }

  /** What the colony has asked last. */
  AgentRequest asked() {
    await().until(() -> received.stream().anyMatch(ColonyMessage::hasRequest));
    return received.stream().filter(ColonyMessage::hasRequest).toList().getLast().getRequest();
  }

  void answers(AgentResponse.Builder response) {
    say(AgentMessage.newBuilder().setResponse(response).build());
  }

  FakeAgent knows(String... types) {
    triggerTypes = List.of(types);
    return this;
  }

  void can(String... names) {
    capabilities = List.of(names);
    state();
  }

  void sees(String... names) {
    services = List.of(names);
    state();
  }

  synchronized void holds(DesiredScript script) {
    holds(script, "");
  }

  /** Instead of what it has said of that script before. */
  synchronized void holds(DesiredScript script, String trouble) {
    held.removeIf(one -> one.getScriptId().equals(script.getScriptId()));
    held.add(
        AssignedScript.newBuilder()
            .setScriptId(script.getScriptId())
            .setVersion(script.getVersion())
            .setDeploymentId(script.getDeploymentId())
            .setTrouble(trouble)
            .build());
  }

  synchronized List<AssignedScript> held() {
    return List.copyOf(held);
  }

  /** Does this, on the link's thread, for each deployment it is told of for the first time. */
  FakeAgent onNewScript(Consumer<DesiredScript> action) {
    onNew = action;
    return this;
  }

  /** Does this for each script it was told of, once it should hold none. */
  FakeAgent onEmpty(Consumer<DesiredScript> action) {
    onEmpty = action;
    return this;
  }

  List<DesiredState> desiredStates() {
    return received.stream()
        .filter(ColonyMessage::hasDesired)
        .map(ColonyMessage::getDesired)
        .toList();
  }

  /** The script of the last desired state, which has one. */
  DesiredScript desiredScript() {
    await().until(() -> desiredStates().getLast().getScriptsCount() == 1);
    return desiredStates().getLast().getScripts(0);
  }

  /** The script of that name that it was told of. */
  DesiredScript desired(String name) {
    return desiredStates().stream()
        .flatMap(state -> state.getScriptsList().stream())
        .filter(script -> script.getScript().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  void awaitNothingDesired() {
    await().until(() -> desiredStates().getLast().getScriptsCount() == 0);
  }

  void status(DesiredScript script, ScriptStatus status, String reason) {
    status(script, status, reason, Consumption.getDefaultInstance());
  }

  void status(DesiredScript script, ScriptStatus status, String reason, Consumption consumption) {
    boolean ended =
        status != ScriptStatus.SCRIPT_STATUS_PENDING
            && status != ScriptStatus.SCRIPT_STATUS_RUNNING;
    var report =
        ExecutionReport.newBuilder()
            .setStatus(status)
            .setReason(reason)
            .setConsumption(consumption)
            .setStartedAt(Wire.timestamp(Instant.EPOCH.plusSeconds(1)));
    if (ended) {
      report.setCompletedAt(Wire.timestamp(Instant.EPOCH.plusSeconds(2)));
      report.setExitCode(status == ScriptStatus.SCRIPT_STATUS_COMPLETED ? 0 : 1);
    }
    send(report(script).setExecution(report).build());
  }

  void running(DesiredScript script) {
    status(script, ScriptStatus.SCRIPT_STATUS_RUNNING, "");
  }

  void completed(DesiredScript script) {
    status(script, ScriptStatus.SCRIPT_STATUS_COMPLETED, "");
  }

  void line(DesiredScript script, String text) {
    send(lineReport(script, text));
  }

  Report lineReport(DesiredScript script, String text) {
    return report(script).setLog(LogReport.newBuilder().setStream("stdout").setLine(text)).build();
  }

  void event(DesiredScript script, String name, String data) {
    var event = ScriptEvent.newBuilder().setName(name).setData(data).setSeverity("critical");
    send(eventReport(script, event));
  }

  Report eventReport(DesiredScript script, ScriptEvent.Builder event) {
    return report(script).setEvent(event).build();
  }

  private synchronized Report.Builder report(DesiredScript script) {
    Run run = runs.computeIfAbsent(script.getDeploymentId(), key -> new Run(script));
    return Report.newBuilder()
        .setExecutionId(run.executionId)
        .setSequence(++run.sequence)
        .setTimestamp(Wire.timestamp(Instant.EPOCH))
        .setScriptId(run.script.getScriptId())
        .setVersion(run.script.getVersion())
        .setDeploymentId(run.script.getDeploymentId());
  }

  /** Sends a batch; returns its number. */
  synchronized long send(Report... all) {
    reports.onNext(
        ReportBatch.newBuilder()
            .setAgentId(id)
            .setBatchId(++batch)
            .addAllReports(List.of(all))
            .build());
    return batch;
  }

  void awaitAcknowledged(long number) {
    await().until(() -> acknowledged.contains(number));
  }

  void awaitControlError(String sentence) {
    await().untilAsserted(() -> assertThat(controlError).isNotNull());
    assertThat(Status.fromThrowable(controlError).getDescription()).contains(sentence);
  }

  /** Leaves without a word, as when the network goes. */
  void vanish() {
    control.onError(Status.CANCELLED.asRuntimeException());
    reports.onError(Status.CANCELLED.asRuntimeException());
  }

  @Override
  public void close() {
    control.onCompleted();
    await().until(() -> controlDone);
  }

  private final class Incoming implements StreamObserver<ColonyMessage> {
    private final Map<String, DesiredScript> known = new LinkedHashMap<>();

    @Override
    public void onNext(ColonyMessage message) {
      received.add(message);
      for (DesiredScript script : message.getDesired().getScriptsList()) {
        if (known.putIfAbsent(script.getDeploymentId(), script) == null) {
          onNew.accept(script);
        }
      }
      if (message.hasDesired() && message.getDesired().getScriptsCount() == 0) {
        known.values().forEach(onEmpty);
        known.clear();
      }
    }

    @Override
    public void onError(Throwable e) {
      controlError = e;
    }

    @Override
    public void onCompleted() {
      controlDone = true;
    }
  }

  private final class Acks implements StreamObserver<ReportAck> {
    @Override
    public void onNext(ReportAck ack) {
      acknowledged.add(ack.getBatchId());
    }

    @Override
    public void onError(Throwable e) {}

    @Override
    public void onCompleted() {}
  }
}
