// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.colony.v1.ColonyServiceGrpc;
import coral.proto.colony.v1.DeployRequest;
import coral.proto.colony.v1.DesiredScript;
import coral.proto.colony.v1.Report;
import coral.proto.colony.v1.StreamLogsRequest;
import io.grpc.Channel;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogStreamTest {
  private TestColony colony;
  private FakeAgent agent;
  private DesiredScript script;

  @BeforeEach
  void deploy() throws Exception {
    colony = new TestColony();
    agent = colony.agent("a");
    agent.onNewScript(agent::running).connect();
    deploy("alert");
    script = agent.desired("alert");
  }

  @AfterEach
  void close() throws Exception {
    colony.close();
  }

  @Test
  void endsAfterTheLastLineWithoutFollow() {
    agent.line(script, "one");
    agent.line(script, "two");
    agent.awaitAcknowledged(3);
    var reader = logs(false, 0, true);
    await().until(() -> reader.end != null);
    assertThat(reader.end.isOk()).isTrue();
    assertThat(lines(reader)).containsExactly("one", "two");
    assertThat(reader.received.getFirst())
        .satisfies(
            entry -> {
              assertThat(entry.getAgentId()).isEqualTo("a");
              assertThat(entry.getStream()).isEqualTo("stdout");
              assertThat(entry.getSequence()).isEqualTo(2);
            });
  }

  @Test
  void givesTheLastLinesOnly() {
    for (int i = 0; i < 5; i++) {
      agent.line(script, "line " + i);
    }
    agent.awaitAcknowledged(6);
    var reader = logs(false, 2, true);
    await().until(() -> reader.end != null);
    assertThat(lines(reader)).containsExactly("line 3", "line 4");
  }

  @Test
  void followsWhatComesAfterWhatIsStored() {
    agent.line(script, "stored");
    agent.awaitAcknowledged(2);
    var reader = logs(true, 0, true);
    await().until(() -> reader.received.size() == 1);
    agent.line(script, "live");
    agent.event(script, "alert", "{}");
    await().until(() -> reader.received.size() == 3);
    assertThat(lines(reader).subList(0, 2)).containsExactly("stored", "live");
    assertThat(reader.received.getLast().getStream()).isEqualTo("event");
    assertThat(reader.end).isNull();
    reader.cancel();
  }

  @Test
  void leavesNoGapAndNoDuplicateBetweenStoredAndLive() throws Exception {
    var done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 2_000; i++) {
                    agent.line(script, "line " + i);
                  }
                  done.set(true);
                });
    var readers = IntStream.range(0, 5).mapToObj(i -> logs(true, 0, true)).toList();
    writer.join();
    assertThat(done).isTrue();
    List<String> all = IntStream.range(0, 2_000).mapToObj(i -> "line " + i).toList();
    for (var reader : readers) {
      await().until(() -> reader.received.size() >= 2_000);
      assertThat(lines(reader)).isEqualTo(all);
      reader.cancel();
    }
  }

  @Test
  void aReportThatComesAgainIsNotStreamedAgain() {
    var reader = logs(true, 0, true);
    Report once = agent.lineReport(script, "once");
    agent.send(once);
    agent.send(once);
    agent.line(script, "then");
    await().until(() -> reader.received.size() == 2);
    assertThat(lines(reader)).containsExactly("once", "then");
    reader.cancel();
  }

  @Test
  void cutsAReaderThatIsTooSlowAndGoesOnStoring() {
    // On a connection of its own: what it does not read fills the connection's window.
    var own = colony.connect();
    var slow = logs(own, true, 0, false);
    var quick = logs(true, 0, true);
    String text = "x".repeat(10_000);
    int batches = 2 * PacedStream.LIMIT_MB;
    for (int i = 1; i <= batches; i++) {
      agent.send(
          IntStream.range(0, 100)
              .mapToObj(j -> agent.lineReport(script, text))
              .toArray(Report[]::new));
      int sent = 100 * i;
      await().until(() -> quick.count.get() == sent);
    }
    agent.awaitAcknowledged(1 + batches);
    slow.read();
    await().until(() -> slow.end != null);
    assertThat(slow.end.getDescription()).contains("LIMIT_EXCEEDED").contains("--tail");
    assertThat(quick.end).isNull();
    quick.cancel();
    own.shutdownNow();
  }

  @Test
  void aReaderThatLeavesIsForgotten() {
    var reader = logs(true, 0, true);
    agent.line(script, "one");
    await().until(() -> reader.received.size() == 1);
    reader.cancel();
    await().until(() -> colony.results.followers() == 0);
    agent.line(script, "two");
    agent.awaitAcknowledged(3);
  }

  @Test
  void streamsOneScriptOnly() {
    deploy("other");
    DesiredScript other = agent.desired("other");
    var reader = logs(true, 0, true);
    agent.line(other, "not mine");
    agent.line(script, "mine");
    await().until(() -> !reader.received.isEmpty());
    assertThat(lines(reader)).containsExactly("mine");
    reader.cancel();
  }

  @Test
  void saysThatAScriptIsUnknown() {
    var reader = new Reader<StreamLogsRequest, ScriptLogEntry>(true);
    ColonyServiceGrpc.newStub(colony.channel)
        .streamLogs(StreamLogsRequest.newBuilder().setScript("nope").build(), reader);
    await().until(() -> reader.end != null);
    assertThat(reader.end.getDescription()).contains("NOT_FOUND").contains("\"nope\"");
  }

  @Test
  void tellsFollowersWhenTheColonyIsBeingUpdated() {
    var reader = logs(true, 0, true);
    agent.line(script, "one");
    await().until(() -> reader.received.size() == 1);
    colony.api.close();
    await().until(() -> reader.end != null);
    assertThat(reader.end.getCode()).isNotEqualTo(Status.Code.OK);
    assertThat(reader.end.getDescription()).contains("UNAVAILABLE");
  }

  private void deploy(String name) {
    var source = Script.newBuilder().setName(name).setCode(name + "()");
    var _ = colony.ask().deployScript(DeployRequest.newBuilder().setScript(source).build());
  }

  private Reader<StreamLogsRequest, ScriptLogEntry> logs(boolean follow, int tail, boolean reads) {
    return logs(colony.channel, follow, tail, reads);
  }

  private Reader<StreamLogsRequest, ScriptLogEntry> logs(
      Channel channel, boolean follow, int tail, boolean reads) {
    var reader = new Reader<StreamLogsRequest, ScriptLogEntry>(reads);
    int before = colony.results.followers();
    ColonyServiceGrpc.newStub(channel)
        .streamLogs(
            StreamLogsRequest.newBuilder()
                .setScript("alert")
                .setFollow(follow)
                .setTail(tail)
                .build(),
            reader);
    if (follow) {
      await().until(() -> colony.results.followers() > before);
    }
    return reader;
  }

  private static List<String> lines(Reader<?, ScriptLogEntry> reader) {
    return reader.received.stream().map(ScriptLogEntry::getLine).toList();
  }
}
