// SPDX-License-Identifier: Apache-2.0

package coral.boot.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedDirectoryTest {
  @TempDir Path temporary;

  @Test
  void isUsedByOneProcessAtATime() {
    LockedDirectory first = LockedDirectory.open(temporary.resolve("data"));
    assertThatThrownBy(() -> LockedDirectory.open(temporary.resolve("data")))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
    first.close();
    LockedDirectory.open(temporary.resolve("data")).close();
  }

  @Test
  void makesPrivateDirectories() throws IOException {
    try (LockedDirectory data = LockedDirectory.open(temporary.resolve("data"))) {
      Path made = data.directory("outbox");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      assertThat(data.sockets()).isEqualTo(data.root().resolve("run"));
    }
  }

  @Test
  void leavesRoomForASocketsNameWhereverItLies() throws IOException {
    Path deep = Files.createDirectories(temporary.resolve("x".repeat(60)).resolve("y".repeat(60)));
    try (LockedDirectory data = LockedDirectory.open(deep)) {
      assertThat(data.sockets().resolve("a-name-of-20-letters").toString().length())
          .isLessThan(108);
      Files.delete(data.sockets());
    }
  }

  @Test
  void saysWhatIsWrongWithADirectoryThatCannotBeMade() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> LockedDirectory.open(file.resolve("data")))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("data directory")
        .hasMessageContaining("--data");
  }
}
