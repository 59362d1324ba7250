// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions.Expected;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExpectedProcessTest {
  private static final Duration GREETING = Duration.ofMillis(400);

  @AutoClose private final TestServer server = new TestServer(GREETING);

  @Test
  void mayBeSilentForLongAndThenUseASession() throws Exception {
    try (Expected expected = server.sdk().expect(TestServer.ME);
        var waiting = server.connect()) {
      staysConnected();
      SdkSession session = server.session();
      expected.close();
      assertThat(waiting.hello(session.token()).read().hasResult()).isTrue();
      assertThat(waiting.call(1, "echo", "x").read().hasResult()).isTrue();
    }
  }

  @Test
  void mayConnectBeforeItIsExpected() throws Exception {
    try (var waiting = server.connect()) {
      await()
          .pollInterval(Duration.ofMillis(2))
          .pollDelay(Duration.ZERO)
          .until(() -> server.stats().connections() == 1);
      try (Expected _ = server.sdk().expect(TestServer.ME)) {
        staysConnected();
        assertThat(waiting.hello(server.session().token()).read().hasResult()).isTrue();
      }
    }
  }

  @Test
  void mayHaveTheConnectionMadeByADescendant() throws Exception {
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    try (Expected _ = server.sdk().expect(parent);
        var _ = server.connect()) {
      staysConnected();
    }
  }

  @Test
  void hasTheGreetingsTimeAgainOnceItIsNotExpected() throws Exception {
    Expected expected = server.sdk().expect(TestServer.ME);
    try (var waiting = server.connect()) {
      staysConnected();
      expected.close();
      expected.close();
      assertThat(waiting.read()).isNull();
    }
    await().until(() -> server.stats().rejected() == 1);
  }

  @Test
  void isExpectedUntilTheLastWhoExpectsItDoesNot() throws Exception {
    Expected first = server.sdk().expect(TestServer.ME);
    try (Expected _ = server.sdk().expect(TestServer.ME);
        var _ = server.connect()) {
      first.close();
      staysConnected();
    }
  }

  @Test
  void mayNotUseTheSessionOfAnotherProcess() throws Exception {
    try (Expected _ = server.sdk().expect(TestServer.ME);
        SdkSession session = server.sdk().open(Executions.any());
        var waiting = server.connect()) {
      assertThat(waiting.hello(session.token()).read().getError().getCode())
          .isEqualTo("PERMISSION_DENIED");
    }
  }

  @Test
  void mayGoAwayWithoutAWord() throws Exception {
    try (Expected _ = server.sdk().expect(TestServer.ME)) {
      server.connect().close();
      await().until(() -> server.stats().connections() == 0);
    }
    assertThat(server.stats().rejected()).isZero();
  }

  private void staysConnected() {
    await()
        .during(GREETING.multipliedBy(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> server.stats().connections() == 1);
  }
}
