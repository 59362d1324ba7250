// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import coral.api.execution.LimitHit;
import coral.api.sdk.SdkSession;
import coral.proto.sdk.v1.Frame;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServerLimitsTest {
  @AutoClose private final TestServer server = new TestServer();

  @Test
  void refusesMoreCallsAtOnceThanAllowedButNotTheHeartbeat() throws Exception {
    server.sdk().limit(new Limits(2, 1_000));
    server.bind("runtime.heartbeat", call -> new byte[0]);
    SdkSession session = server.session();
    try (var client = server.script(session)) {
      client.call(1, "wait", "").call(2, "wait", "").call(3, "echo", "");
      Frame refused = client.read();
      assertThat(refused.getRequestId()).isEqualTo(3);
      assertThat(refused.getError().getMessage()).startsWith("the script makes more than 2 calls");
      assertThat(client.call(4, "runtime.heartbeat", "").read().hasResult()).isTrue();
      client.cancel(1).read();
      assertThat(client.call(5, "echo", "").read().hasResult()).isTrue();
    }
    assertThat(server.stats().limited()).isEqualTo(1);
    assertThat(session.limitHits())
        .containsExactly(new LimitHit("sdk.max_concurrent_calls", "2 calls", 1, false));
  }

  @Test
  void answersEachCallOfTheRuntimeBeyondItsPlaces() throws Exception {
    server.bind("runtime.wait", TestServer::waitForever);
    try (var client = server.script()) {
      for (int id = 1; id <= 5; id++) {
        client.call(id, "runtime.wait", "");
      }
      Frame refused = client.read();
      assertThat(refused.getRequestId()).isEqualTo(5);
      assertThat(refused.getError().getCode()).isEqualTo("LIMIT_EXCEEDED");
    }
  }

  @Test
  void anAnsweredCallMakesRoomAtOnce() throws Exception {
    server.sdk().limit(new Limits(1, 100_000));
    try (var client = server.script()) {
      for (int i = 1; i <= 2_000; i++) {
        assertThat(client.call(i, "echo", "x").read().hasResult()).isTrue();
      }
    }
  }

  @Test
  void refusesAFloodWithoutDisconnecting() throws Exception {
    server.sdk().limit(new Limits(32, 50));
    SdkSession session = server.session();
    try (var client = server.script(session)) {
      int refused = 0;
      for (int i = 1; i <= 120; i++) {
        refused += client.call(i, "echo", "x").read().hasError() ? 1 : 0;
      }
      assertThat(refused).isBetween(20, 70);
      assertThat(session.limitHits())
          .containsExactly(
              new LimitHit("sdk.max_requests_per_second", "50 requests/s", refused, false));
      Frame answer = client.call(200, "echo", "x").read();
      while (answer.hasError()) {
        assertThat(answer.getError().getCode()).isEqualTo("LIMIT_EXCEEDED");
        answer = client.call(201, "echo", "x").read();
      }
    }
  }

  @Test
  void refusesMoreBytesOfRequestsAtOnceThanAllowed() throws Exception {
    SdkSession session = server.session();
    try (var client = server.script(session)) {
      ByteString large = ByteString.copyFrom(new byte[3 << 20]);
      for (int id = 1; id <= 6; id++) {
        client.call(id, "wait", large);
      }
      Frame refused = client.read();
      assertThat(refused.getRequestId()).isEqualTo(6);
      assertThat(refused.getError().getMessage())
          .startsWith("the script makes more than 16 MiB of requests at once");
      client.cancel(1).read();
      assertThat(client.call(7, "echo", large).read().hasResult()).isTrue();
    }
    assertThat(session.limitHits())
        .containsExactly(new LimitHit("sdk.max_concurrent_bytes", "16 MiB", 1, false));
  }

  @Test
  void listsWhatAMethodSaysWasHit() throws Exception {
    server.bind(
        "query",
        call -> {
          call.hit("query.max_rows", "10000 rows");
          return new byte[0];
        });
    SdkSession session = server.session();
    try (var client = server.script(session)) {
      client.call(1, "query", "").read();
      client.call(2, "query", "").read();
    }
    session.close();
    assertThat(session.limitHits())
        .containsExactly(new LimitHit("query.max_rows", "10000 rows", 2, false));
  }
}
