// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptEvent;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.DeleteRequest;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.EventEntry;
import coral.proto.colony.v1.Report;
import coral.proto.colony.v1.StopRequest;
import coral.proto.colony.v1.StreamEventsRequest;
import io.grpc.Channel;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private TestColony colony;
  private FakeAgent a;
  private FakeAgent b;

  @BeforeEach
  void open() throws Exception {
    colony = new TestColony();
    a = colony.agent("a", "payments");
    a.onNewScript(a::running).connect();
    b = colony.agent("b", "checkout");
    b.onNewScript(b::running).connect();
    deploy("latency");
    deploy("errors");
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void givesEventsOfAllScriptsAndAgentsAndNoLines() {
    a.line(a.desired("latency"), "a line");
    emit(a, "latency", "one", "critical");
    emit(b, "errors", "two", "");
    var reader = events(StreamEventsRequest.newBuilder());
    await().until(() -> reader.end != null);
    assertThat(reader.end.isOk()).isTrue();
    assertThat(reader.received)
        .extracting(
            EventEntry::getAgentId,
            EventEntry::getScript,
            EventEntry::getSeverity,
            EventEntry::getName,
            EventEntry::getData)
        .containsExactly(
            Tuple.tuple("a", "latency", "critical", "one", "{\"n\":1}"),
            Tuple.tuple("b", "errors", "info", "two", "{\"n\":1}"));
    assertThat(reader.received.getFirst().getScriptId())
        .isEqualTo(a.desired("latency").getScriptId());
    assertThat(reader.received.getFirst().getSequence()).isEqualTo(3);
  }

  @Test
  void followsWhatComesAfterTheLastOfWhatIsStored() {
    emit(a, "latency", "older", "info");
    emit(a, "latency", "stored", "info");
    var reader = events(StreamEventsRequest.newBuilder().setFollow(true).setTail(1));
    await().until(() -> reader.received.size() == 1);
    a.line(a.desired("latency"), "a line");
    emit(b, "errors", "live", "info");
    emit(a, "latency", "later", "info");
    await().until(() -> reader.received.size() == 3);
    assertThat(names(reader)).containsExactly("stored", "live", "later");
    assertThat(reader.end).isNull();
    reader.cancel();
    await().until(() -> colony.results.followers() == 0);
  }

  @Test
  void keepsToSeverityScriptAndServiceInWhatIsStoredAndInWhatComes() {
    emitOfEachKind();
    var severe = events(StreamEventsRequest.newBuilder().setFollow(true).setSeverity("warning"));
    var plain = events(StreamEventsRequest.newBuilder().setFollow(true).setSeverity("info"));
    var scripts = events(StreamEventsRequest.newBuilder().setFollow(true).setScript("errors"));
    var service = events(StreamEventsRequest.newBuilder().setFollow(true).setService("payments"));
    emitOfEachKind();
    List<String> twice = List.of("warning", "warning");
    await().until(() -> severe.received.size() == 2);
    assertThat(names(severe)).isEqualTo(twice);
    await().until(() -> plain.received.size() == 4);
    assertThat(names(plain)).containsExactly("none", "warning", "none", "warning");
    await().until(() -> scripts.received.size() == 4);
    assertThat(names(scripts)).containsExactly("debug", "warning", "debug", "warning");
    await().until(() -> service.received.size() == 4);
    assertThat(names(service)).containsExactly("none", "debug", "none", "debug");
    assertThat(service.received).extracting(EventEntry::getAgentId).containsOnly("a");
  }

  @Test
  void followsAServiceToWhereItIsSeenNow() {
    var reader = events(StreamEventsRequest.newBuilder().setFollow(true).setService("payments"));
    a.sees();
    b.sees("payments");
    await()
        .until(() -> colony.agents.find("b").orElseThrow().services().equals(List.of("payments")));
    await().until(() -> colony.agents.find("a").orElseThrow().services().isEmpty());
    emit(a, "latency", "no longer", "info");
    emit(b, "latency", "now", "info");
    await().until(() -> !reader.received.isEmpty());
    assertThat(names(reader)).containsExactly("now");
  }

  @Test
  void leavesNoGapAndNoDuplicateBetweenStoredAndLive() throws Exception {
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 1_000; i++) {
                    a.send(event(a, "latency", "e" + i, "info"));
                  }
                });
    var readers =
        IntStream.range(0, 5)
            .mapToObj(i -> events(StreamEventsRequest.newBuilder().setFollow(true)))
            .toList();
    writer.join();
    List<String> all = IntStream.range(0, 1_000).mapToObj(i -> "e" + i).toList();
    for (var reader : readers) {
      await().until(() -> reader.received.size() >= 1_000);
      assertThat(names(reader)).isEqualTo(all);
    }
  }

  @Test
  void cutsAReaderThatIsTooSlow() {
    // On a connection of its own: what it does not read fills the connection's window.
    var own = colony.connect();
    var slow = events(own, StreamEventsRequest.newBuilder().setFollow(true), false);
    var quick = events(StreamEventsRequest.newBuilder().setFollow(true));
    String name = "x".repeat(10_000);
    for (int i = 1; i <= 2 * PacedStream.LIMIT_MB; i++) {
      a.send(
          IntStream.range(0, 100)
              .mapToObj(j -> event(a, "latency", name, "info"))
              .toArray(Report[]::new));
      int sent = 100 * i;
      await().until(() -> quick.count.get() == sent);
    }
    slow.read();
    await().until(() -> slow.end != null);
    assertThat(slow.end.getDescription()).contains("LIMIT_EXCEEDED").contains("--tail");
    assertThat(quick.end).isNull();
    own.shutdownNow();
  }

  @Test
  void refusesASeverityThatThereIsNotAndNamesThoseThatThereAre() {
    var reader = events(StreamEventsRequest.newBuilder().setSeverity("fatal"));
    await().until(() -> reader.end != null);
    assertThat(reader.end.getDescription())
        .isEqualTo(
            "INVALID_ARGUMENT: severity \"fatal\" is unknown; debug, info, warning, error or"
                + " critical");
  }

  @Test
  void saysThatAScriptIsUnknown() {
    var reader = events(StreamEventsRequest.newBuilder().setScript("nope"));
    await().until(() -> reader.end != null);
    assertThat(reader.end.getDescription()).contains("NOT_FOUND").contains("\"nope\"");
  }

  @Test
  void endsWithItsScriptAndOnlyWithThat() {
    var own = events(StreamEventsRequest.newBuilder().setFollow(true).setScript("errors"));
    var all = events(StreamEventsRequest.newBuilder().setFollow(true));
    var _ = colony.ask().stopScript(StopRequest.newBuilder().setScript("errors").build());
    var _ = colony.ask().deleteScript(DeleteRequest.newBuilder().setScript("errors").build());
    await().until(() -> own.end != null);
    assertThat(own.end.getDescription()).contains("script \"errors\" was deleted");
    emit(a, "latency", "goes on", "info");
    await().until(() -> !all.received.isEmpty());
    assertThat(all.end).isNull();
  }

  @Test
  void tellsFollowersWhenTheColonyIsBeingUpdated() {
    var reader = events(StreamEventsRequest.newBuilder().setFollow(true));
    colony.api.close();
    await().until(() -> reader.end != null);
    assertThat(reader.end.getDescription()).contains("UNAVAILABLE");
    assertThat(colony.results.followers()).isZero();
  }

  /** Agent a sees payments. */
  private void emitOfEachKind() {
    emit(a, "latency", "none", "");
    emit(a, "errors", "debug", "debug");
    emit(b, "errors", "warning", "warning");
  }

  private static void emit(FakeAgent agent, String script, String name, String severity) {
    agent.awaitAcknowledged(agent.send(event(agent, script, name, severity)));
  }

  private static Report event(FakeAgent agent, String script, String name, String severity) {
    DesiredScript desired = agent.desired(script);
    return agent.eventReport(
        desired, ScriptEvent.newBuilder().setName(name).setData("{\"n\":1}").setSeverity(severity));
  }

  private void deploy(String name) {
    var source = Script.newBuilder().setName(name).setCode(name + "()");
    var _ = colony.ask().deployScript(DeployRequest.newBuilder().setScript(source).build());
  }

  private Reader<StreamEventsRequest, EventEntry> events(StreamEventsRequest.Builder request) {
    return events(colony.channel, request, true);
  }

  private Reader<StreamEventsRequest, EventEntry> events(
      Channel channel, StreamEventsRequest.Builder request, boolean reads) {
    var reader = new Reader<StreamEventsRequest, EventEntry>(reads);
    int before = colony.results.followers();
    ColonyServiceGrpc.newStub(channel).streamEvents(request.build(), reader);
    if (request.getFollow()) {
      await().until(() -> colony.results.followers() > before);
    }
    return reader;
  }

  private static List<String> names(Reader<?, EventEntry> reader) {
    return reader.received.stream().map(EventEntry::getName).toList();
  }
}
