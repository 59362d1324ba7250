// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.runtime.AccessToken;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private static final String RIGHT = "Bearer secret";
  private final Guard guard =
      new Guard(new AccessToken("secret"), List.of("https://console.example.org"));

  @Test
  void letsProgramsWithTheTokenPass() {
    assertThat(guard.refusal(null, RIGHT)).isNull();
    assertThat(guard.refusal(null, "bearer  secret ")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://localhost:6274",
        "http://127.0.0.1:1",
        "http://[::1]:8080",
        "https://console.example.org"
      })
  void letsPagesOfLoopbackAndAllowedOriginsPass(String origin) {
    assertThat(guard.refusal(origin, RIGHT)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "http://evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://console.example.org",
        "not a url"
      })
  void refusesOtherPagesEvenWithTheToken(String origin) {
    assertThat(guard.refusal(origin, RIGHT)).extracting(Guard.Refusal::status).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic secret", "secret"})
  void refusesAWrongToken(String authorization) {
    assertThat(guard.refusal(null, authorization)).extracting(Guard.Refusal::status).isEqualTo(401);
  }

  @Test
  void refusesACallWithoutATokenAndSaysWhereItIs() {
    Guard.Refusal refusal = guard.refusal("http://localhost", null);
    assertThat(refusal.status()).isEqualTo(401);
    assertThat(refusal.sentence()).contains("Authorization: Bearer", "coral mcp");
  }
}
