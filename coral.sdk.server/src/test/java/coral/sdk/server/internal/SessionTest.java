// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final KnownProcesses processes = new KnownProcesses(new Ancestry(pid -> 0));
  private final Sessions sessions = new Sessions(Path.of("sdk.sock"), processes);
  private final Session session = sessions.open(Executions.any());

  @Test
  void aThiefDoesNotUseTheTokenUp() {
    session.bind(10);
    assertThatThrownBy(() -> claim(99)).hasMessageContaining("process 99 may not use");
    claim(10);
    assertThatThrownBy(() -> claim(10))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
  }

  @Test
  void itsProcessIsKnownWhileItIsOpen() {
    assertThat(processes.ownerOf(10)).isEqualTo(KnownProcesses.STRANGER);
    session.bind(10);
    session.bind(10);
    assertThat(processes.ownerOf(10)).isEqualTo(10);
    session.close();
    assertThat(processes.ownerOf(10)).isEqualTo(KnownProcesses.STRANGER);
    session.bind(10);
    assertThat(processes.ownerOf(10)).isEqualTo(KnownProcesses.STRANGER);
  }

  private void claim(long pid) {
    session.claim(pid, () -> {});
  }
}
