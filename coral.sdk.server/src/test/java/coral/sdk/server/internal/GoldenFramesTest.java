// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.error.ErrorCode;
import coral.api.script.ScriptMode;
import coral.api.sdk.ExecutionContext;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.NumberResponse;
import coral.proto.sdk.v1.PercentileRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The frames that the TypeScript SDK reads and writes, byte by byte. */
class GoldenFramesTest {
  private static final Path FRAMES = Path.of("../sdk-ts/testdata/frames");

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FRAMES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".bin"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void isReadAndWrittenAlike(String name) throws Exception {
    byte[] golden = Files.readAllBytes(FRAMES.resolve(name));
    var reader = new FrameReader(Channels.newChannel(new ByteArrayInputStream(golden)));
    Frame frame = reader.next();
    assertThat(frame.getBodyCase()).isNotEqualTo(Frame.BodyCase.BODY_NOT_SET);
    assertThat(reader.next()).isNull();
    assertThat(written(frame)).isEqualTo(golden);
  }

  @Test
  void welcomeIsTheServersOwn() throws Exception {
    var execution =
        new ExecutionContext(
            UUID.fromString("0190a5e4-0000-7000-8000-000000000001"),
            UUID.fromString("550e8400-e29b-41d4-a716-446655440000"),
            "high-latency-alert",
            3,
            ScriptMode.DAEMON,
            "manual",
            Instant.ofEpochMilli(1_766_571_323_000L),
            List.of("probes"),
            Map.of("threshold", "500"),
            "payments-service-1",
            "host-1",
            Map.of("service", "payments"));
    assertThat(written(Answers.welcome(1, "0.1.0", 32, execution))).isEqualTo(golden("welcome"));
  }

  @Test
  void errorsAreTheServersOwn() throws Exception {
    assertThat(written(Answers.error(6, ErrorCode.UNAVAILABLE, "the query worker is starting")))
        .isEqualTo(golden("error-retryable"));
  }

  @Test
  void resultsAreTheServersOwn() throws Exception {
    byte[] nan = NumberResponse.newBuilder().setValue(Double.NaN).build().toByteArray();
    assertThat(written(Answers.result(3, nan))).isEqualTo(golden("result-nan"));
  }

  @Test
  void payloadsAreTheMethodsMessages() throws Exception {
    Frame frame =
        new FrameReader(Channels.newChannel(new ByteArrayInputStream(golden("call-percentile"))))
            .next();
    assertThat(frame.getCall().getMethod()).isEqualTo("metrics.getPercentile");
    PercentileRequest request = PercentileRequest.parseFrom(frame.getCall().getPayload());
    assertThat(request.getService()).isEqualTo("payments");
    assertThat(request.getPercentile()).isEqualTo(0.99);
  }

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(FRAMES.resolve(name + ".bin"));
  }

  private static byte[] written(Frame frame) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new FrameWriter(Channels.newChannel(out));
    writer.answer(frame);
    writer.close();
    writer.run(Buffers.allocate());
    return out.toByteArray();
  }
}
