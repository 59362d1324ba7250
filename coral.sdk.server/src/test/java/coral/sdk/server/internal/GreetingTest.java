// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.sdk.SdkSession;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.Welcome;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GreetingTest {
  @AutoClose private final TestServer server = new TestServer();

  @Test
  void welcomesTheBoundProcessWithItsExecution() throws Exception {
    try (var client = server.hello(server.session())) {
      Frame frame = client.read();
      assertThat(frame.getRequestId()).isZero();
      Welcome welcome = Welcome.parseFrom(frame.getResult().getPayload());
      assertThat(welcome.getProtocol()).isEqualTo(1);
      assertThat(welcome.getAgentVersion()).isEqualTo("1.2.3");
      assertThat(welcome.getExecution().getScriptName()).isEqualTo("high-latency");
      assertThat(welcome.getExecution().getMode()).isEqualTo("ad-hoc");
      assertThat(welcome.getExecution().getDeadlineUnixMs()).isEqualTo(1_767_225_660_000L);
      assertThat(welcome.getExecution().getLabelsMap()).containsEntry("region", "us-east");
      assertThat(welcome.getExecution().getCapabilitiesList()).containsExactly("probes");
    }
  }

  @Test
  void aTokenIsGoodForOneConnection() throws Exception {
    SdkSession session = server.session();
    try (var first = server.script(session);
        var second = server.hello(session)) {
      assertThat(second.read().getError().getCode()).isEqualTo("UNAUTHENTICATED");
      assertThat(second.read()).isNull();
      assertThat(first.call(1, "echo", "x").read().hasResult()).isTrue();
    }
    assertThat(server.stats().rejected()).isEqualTo(1);
  }

  @Test
  void refusesAWrongTokenAndThatOfAClosedSession() throws Exception {
    SdkSession session = server.session();
    session.close();
    session.close();
    try (var late = server.hello(session);
        var stranger = server.connect().hello("guess")) {
      assertThat(late.read().getError().getCode()).isEqualTo("UNAUTHENTICATED");
      assertThat(stranger.read().getError().getCode()).isEqualTo("UNAUTHENTICATED");
    }
  }

  @Test
  void refusesAProcessThatIsNotTheBoundOne() throws Exception {
    SdkSession unbound = server.sdk().open(Executions.any());
    try (var client = server.hello(unbound)) {
      assertThat(client.read().getError().getCode()).isEqualTo("PERMISSION_DENIED");
      assertThat(client.read()).isNull();
    }
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      SdkSession session = server.sdk().open(Executions.any());
      session.bind(other.pid());
      try (var client = server.hello(session)) {
        assertThat(client.read().getError().getMessage())
            .isEqualTo(
                "process %d may not use the SDK session of execution %s, which is for process %d"
                    .formatted(TestServer.ME, Executions.any().executionId(), other.pid()));
      }
      assertThatThrownBy(() -> session.bind(TestServer.ME)).isInstanceOf(CoralException.class);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void welcomesADescendantOfTheBoundProcess() throws Exception {
    SdkSession session = server.sdk().open(Executions.any());
    session.bind(ProcessHandle.current().parent().orElseThrow().pid());
    session.bind(ProcessHandle.current().parent().orElseThrow().pid());
    try (var client = server.hello(session)) {
      assertThat(client.read().hasResult()).isTrue();
    }
  }

  @Test
  void refusesAFirstFrameThatIsNoHello() throws Exception {
    try (var client = server.connect().call(1, "echo", "x")) {
      assertThat(client.read().getError().getCode()).isEqualTo("INVALID_ARGUMENT");
      assertThat(client.read()).isNull();
    }
  }
}
