// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.agent.internal.execution.FakeSandbox;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** When a check is made, and when not. */
class SandboxChecksTest {
  private final FakeSandbox sandbox = new FakeSandbox();

  @Test
  void saysWhyTheAgentRunsNoScripts() {
    SandboxChecks checks =
        new SandboxChecks(
            () -> Optional.of(sandbox), () -> Optional.of("disabled"), Duration.ofSeconds(10));
    assertThat(checks.check().getRefusal()).isEqualTo("disabled");
  }

  @Test
  void isUnavailableWithoutASandbox() {
    SandboxChecks checks =
        new SandboxChecks(Optional::empty, Optional::empty, Duration.ofSeconds(10));
    assertFails(checks::check, ErrorCode.UNAVAILABLE, "the sandbox is away");
  }

  @Test
  void endsACheckThatTakesTooLongAndCanMakeTheNextOne() {
    sandbox.checkMayEnd = new CountDownLatch(1);
    SandboxChecks checks =
        new SandboxChecks(() -> Optional.of(sandbox), Optional::empty, Duration.ofMillis(1));
    assertFails(checks::check, ErrorCode.TIMEOUT, "could not be checked within");
    await()
        .untilAsserted(
            () -> assertFails(checks::check, ErrorCode.TIMEOUT, "could not be checked within"));
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CoralException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
