// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import coral.proto.colony.v1.ColonyServiceGrpc.ColonyServiceImplBase;
import coral.proto.colony.v1.EventEntry;
import coral.proto.colony.v1.StreamEventsRequest;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral events}. */
class EventsCommandTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:23.123Z");

  private final List<StreamEventsRequest> asked = new CopyOnWriteArrayList<>();
  @AutoClose private final FakeColony colony = new FakeColony(new Service());

  @Test
  void printsEventsInTheWordsOfScriptLogsWithTheirScript() {
    FakeColony.Result result = colony.coral("events");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .isEqualTo(
            """
            [agent-1] 2026-03-01T10:15:23Z latency [CRITICAL] event alert {"p99":1.5}
            [agent-2] 2026-03-01T10:15:24Z errors [INFO] event seen null
            """);
    assertThat(asked).containsExactly(StreamEventsRequest.getDefaultInstance());
  }

  @Test
  void tellsTheSameInJsonOneALine() {
    List<JsonNode> events =
        colony
            .coral("events", "-o", "json")
            .out()
            .lines()
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();
    assertThat(events).hasSize(2);
    JsonNode first = events.getFirst();
    assertThat(first.at("/timestamp").asString()).isEqualTo("2026-03-01T10:15:23.123Z");
    assertThat(first.at("/agent_id").asString()).isEqualTo("agent-1");
    assertThat(first.at("/script").asString()).isEqualTo("latency");
    assertThat(first.at("/script_id").asString()).isEqualTo("id-of-latency");
    assertThat(first.at("/execution_id").asString()).isEqualTo("run-1");
    assertThat(first.at("/sequence").asLong()).isEqualTo(7);
    assertThat(first.at("/severity").asString()).isEqualTo("critical");
    assertThat(first.at("/name").asString()).isEqualTo("alert");
    assertThat(first.at("/data/p99").asDouble()).isEqualTo(1.5);
    assertThat(events.getLast().at("/data").isNull()).isTrue();
  }

  @Test
  void asksForWhatTheOptionsSay() {
    var _ =
        colony.coral(
            "events",
            "--follow",
            "--severity",
            "WARNING",
            "--service",
            "payments",
            "--script",
            "latency",
            "--tail",
            "5");
    assertThat(asked)
        .containsExactly(
            StreamEventsRequest.newBuilder()
                .setFollow(true)
                .setSeverity("warning")
                .setService("payments")
                .setScript("latency")
                .setTail(5)
                .build());
  }

  @Test
  void endsWithTwoWhenTheSeverityIsRefused() {
    FakeColony.Result result = colony.coral("events", "--severity", "fatal");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).isEqualTo("coral: severity \"fatal\" is unknown\n");
    assertThat(result.out()).isEmpty();
  }

  private final class Service extends ColonyServiceImplBase {
    @Override
    public void streamEvents(StreamEventsRequest request, StreamObserver<EventEntry> out) {
      asked.add(request);
      if (request.getSeverity().equals("fatal")) {
        out.onError(
            Status.INVALID_ARGUMENT
                .withDescription("severity \"fatal\" is unknown")
                .asRuntimeException());
        return;
      }
      out.onNext(event("agent-1", NOW, "latency", "critical", "alert", "{\"p99\":1.5}"));
      out.onNext(event("agent-2", NOW.plusSeconds(1), "errors", "info", "seen", "null"));
      out.onCompleted();
    }

    private static EventEntry event(
        String agent, Instant at, String script, String severity, String name, String data) {
      return EventEntry.newBuilder()
          .setTimestamp(
              Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
          .setAgentId(agent)
          .setScript(script)
          .setScriptId("id-of-" + script)
          .setExecutionId("run-1")
          .setSequence(7)
          .setSeverity(severity)
          .setName(name)
          .setData(data)
          .build();
    }
  }
}
