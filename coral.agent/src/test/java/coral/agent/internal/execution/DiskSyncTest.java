// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DiskSyncTest {
  @TempDir Path directory;
  private final DiskSync sync = new DiskSync();

  @Test
  void doesNotWaitForWhatNobodyAdded() {
    sync.await();
  }

  @Test
  void goesOnAfterAFileThatIsGone() throws Exception {
    Path there = Files.writeString(directory.resolve("there"), "x");
    assertThatCode(
            () -> {
              for (int i = 0; i < 100; i++) {
                sync.add(directory.resolve("gone-" + i));
                sync.add(there);
                sync.await();
              }
              sync.await();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void comesToAnEndForAllWhoWait() throws Exception {
    Thread[] threads = new Thread[20];
    for (int i = 0; i < threads.length; i++) {
      Path file = Files.writeString(directory.resolve("file-" + i), "x");
      threads[i] =
          Thread.startVirtualThread(
              () -> {
                for (int n = 0; n < 10; n++) {
                  sync.add(file);
                  sync.await();
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
