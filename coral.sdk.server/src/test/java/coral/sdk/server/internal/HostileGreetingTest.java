// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coral.api.sdk.SdkSession;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.Hello;
import coral.proto.sdk.v1.Welcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HostileGreetingTest extends Attack {
  @Test
  void silenceIsEndedInTime() throws Exception {
    try (var silent = server.connect();
        var halfALength = server.connect().sendBytes((byte) 20);
        var halfAHello = server.connect().sendRaw(60, new byte[] {0x12, 58})) {
      assertThat(silent.read()).isNull();
      assertThat(halfALength.read()).isNull();
      assertThat(halfAHello.read()).isNull();
    }
    assertThat(server.stats().rejected()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void protocolZeroIsRefusedAndALaterOneToldWhatIsSpoken() throws Exception {
    SdkSession session = server.session();
    try (var none = server.connect().send(hello(0, session));
        var later = server.connect().send(hello(-1, session))) {
      assertThat(none.read().getError().getCode()).isEqualTo("INVALID_ARGUMENT");
      assertThat(Welcome.parseFrom(later.read().getResult().getPayload()).getProtocol())
          .isEqualTo(1);
    }
  }

  @Test
  void aHelloWithAnIdIsRefusedAndItsTokenStaysGood() throws Exception {
    SdkSession session = server.session();
    try (var wrong = server.connect().send(hello(1, session).toBuilder().setRequestId(7).build())) {
      assertThat(wrong.read().getError().getCode()).isEqualTo("INVALID_ARGUMENT");
      assertThat(wrong.read()).isNull();
    }
    try (var right = server.script(session)) {
      assertThat(right.call(1, "echo", "x").read().hasResult()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 43, 4_000})
  void aGuessedTokenIsRefused(int length) throws Exception {
    try (var guess = server.connect().hello("A".repeat(length))) {
      assertThat(guess.read().getError().getCode()).isEqualTo("UNAUTHENTICATED");
      assertThat(guess.read()).isNull();
    }
  }

  @Test
  void aHelloOfManyBytesIsNotRead() throws Exception {
    try (var client = server.connect().sendRaw(100_000, new byte[0])) {
      assertThat(client.read()).isNull();
    }
  }

  @Test
  void aCrowdThatSaysNothingKeepsNobodyOut() throws Exception {
    List<TestClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        crowd.add(server.connect());
      }
      await().until(() -> server.stats().connections() <= 1 + WaitingRoom.PLACES_OF_A_PROCESS);
      try (var script = server.script()) {
        assertThat(script.call(1, "echo", "x").read().hasResult()).isTrue();
      }
    } finally {
      for (TestClient client : crowd) {
        client.close();
      }
    }
  }

  @Test
  void connectingAndLeavingAThousandTimesLeavesNothing() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      server.connect().close();
    }
  }

  private static Frame hello(int protocol, SdkSession session) {
    return Frame.newBuilder()
        .setHello(Hello.newBuilder().setProtocol(protocol).setToken(session.token()))
        .build();
  }
}
