// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A server that is attacked, with a neighbour who must not notice. After each test the neighbour's
 * call still works, and the attacker's threads, calls and file descriptors are gone.
 */
abstract class Attack {
  static final Duration GREETING = Duration.ofSeconds(1);
  private static final UnixOperatingSystemMXBean SYSTEM =
      (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  final TestServer server = new TestServer(GREETING);
  private TestClient neighbour;
  private long filesBefore;

  @BeforeEach
  void meetTheNeighbour() throws Exception {
    neighbour = server.script();
    assertThat(neighbour.call(1, "echo", "before").read().hasResult()).isTrue();
    filesBefore = SYSTEM.getOpenFileDescriptorCount();
  }

  @AfterEach
  void theNeighbourNoticedNothingAndNothingIsLeft() throws Exception {
    try (var _ = server;
        var _ = neighbour) {
      neighbourIsServed();
      await()
          .untilAsserted(
              () -> {
                assertThat(server.stats().connections()).isEqualTo(1);
                assertThat(server.running()).isZero();
                assertThat(threads()).isEqualTo(2);
                assertThat(SYSTEM.getOpenFileDescriptorCount()).isLessThanOrEqualTo(filesBefore);
              });
    }
  }

  final void neighbourIsServed() throws Exception {
    assertThat(neighbour.call(2, "echo", "mine").read().getResult().getPayload().toStringUtf8())
        .isEqualTo("mine");
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sdk-read") || name.startsWith("sdk-write"))
        .count();
  }
}
