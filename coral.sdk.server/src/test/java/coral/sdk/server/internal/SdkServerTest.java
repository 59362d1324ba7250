// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coral.api.error.CoralException;
import coral.api.sdk.SdkSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SdkServerTest {
  @AutoClose private final TestServer server = new TestServer();

  @Test
  void closingRemovesTheSocketAndEveryConnection() throws Exception {
    SdkSession session = server.session();
    assertThat(Files.getPosixFilePermissions(session.socket()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var client = server.script(session)) {
      client.call(1, "wait", "");
      server.close();
      assertThat(session.socket()).doesNotExist();
      assertThat(client.read()).isNull();
    }
    assertThatThrownBy(() -> server.sdk().open(Executions.any()))
        .isInstanceOf(CoralException.class);
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("sdk-")));
  }

  @Test
  void replacesASocketLeftByAKilledProcess(@TempDir Path directory) throws Exception {
    Path socket = Files.createFile(directory.resolve("sdk.sock"));
    try (var restarted = new SdkServer(socket, server.methods, Limits.DEFAULT, "1.2.3");
        SdkSession session = restarted.open(Executions.any())) {
      session.bind(TestServer.ME);
      try (var client = TestClient.connect(socket).hello(session.token())) {
        assertThat(client.read().hasResult()).isTrue();
      }
    }
  }

  @Test
  void saysWhereItCannotListen(@TempDir Path directory) {
    Path socket = directory.resolve("missing").resolve("sdk.sock");
    assertThatThrownBy(() -> new SdkServer(socket, server.methods, Limits.DEFAULT, "1.2.3"))
        .isInstanceOf(CoralException.class)
        .hasMessageStartingWith("cannot listen for scripts on the Unix socket " + socket);
  }

  @Test
  void opensABoundedNumberOfSessions() {
    for (int i = 0; i < SdkServer.MAX_SESSIONS; i++) {
      server.session();
    }
    assertThatThrownBy(server::session)
        .isInstanceOf(CoralException.class)
        .hasMessageEndingWith("1024 are open, which is the most");
  }
}
