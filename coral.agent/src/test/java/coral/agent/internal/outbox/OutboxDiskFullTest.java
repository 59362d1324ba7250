// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outbox on a file system of 256 KB. */
class OutboxDiskFullTest {
  @TempDir Path mount;
  private Path filler;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=256k", "coral-test", mount.toString()) == 0,
        "no file system can be mounted here (not root): a full disk is not tried");
    filler = mount.resolve("filler");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", mount.toString());
  }

  @Test
  void refusesEventsKeepsStatusesAndRecoversOnceThereIsRoom() throws Exception {
    try (Outbox outbox = Outbox.open(mount.resolve("outbox"), 16 << 20)) {
      append(outbox, "before");
      fill();
      CompletableFuture<Void> refused = outbox.append(record("refused " + "x".repeat(8192)));
      assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              CoralException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(e.sentence()).contains("cannot write the outbox", "No space left");
              });
      String large = "status " + "y".repeat(8192);
      CompletableFuture<Void> status = outbox.appendAlways(record(large));
      assertThatThrownBy(() -> append(outbox, "refused too " + "x".repeat(8192)))
          .isInstanceOf(CompletionException.class);
      assertThat(status).isNotDone();

      Files.delete(filler);
      status.get(10, TimeUnit.SECONDS);
      append(outbox, "after");
      assertThat(OutboxTest.read(outbox.reader())).isEqualTo(List.of("before", large, "after"));
    }
    try (Outbox again = Outbox.open(mount.resolve("outbox"), 16 << 20)) {
      assertThat(OutboxTest.read(again.reader())).hasSize(3);
    }
  }

  @Test
  void leavesNothingOfABatchThatFailedForALaterProcess() throws Exception {
    String padding = "x".repeat(300);
    List<String> kept = new ArrayList<>();
    try (Outbox outbox = Outbox.open(mount.resolve("outbox"), 16 << 20)) {
      append(outbox, "0000" + padding);
      fill();
      // Some of them still fit the last page of the file, but not all that are written at once.
      List<CompletableFuture<Void>> appended = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        appended.add(outbox.append(record("%04d".formatted(1000 + i) + padding)));
      }
      kept.add("0000" + padding);
      for (int i = 0; i < 100; i++) {
        if (appended.get(i).handle((done, failure) -> failure == null).join()) {
          kept.add(1000 + i + padding);
        }
      }
      Files.delete(filler);
      append(outbox, "2000" + padding);
      kept.add("2000" + padding);
    }
    try (Outbox again = Outbox.open(mount.resolve("outbox"), 16 << 20)) {
      assertThat(OutboxTest.read(again.reader())).isEqualTo(kept);
    }
  }

  @Test
  void makesRoomItselfWhenTheColonyAcknowledges() throws Exception {
    try (Outbox outbox = Outbox.open(mount.resolve("outbox"), 64 << 10)) {
      for (int i = 0; i < 12; i++) {
        append(outbox, "x".repeat(4000));
      }
      fill();
      outbox.acknowledge(12);
      append(outbox, "x".repeat(4000));
      assertThat(outbox.waiting()).isOne();
    }
  }

  private static void append(Outbox outbox, String text) {
    outbox.append(record(text)).join();
  }

  private static byte[] record(String text) {
    return text.getBytes(UTF_8);
  }

  private void fill() throws IOException {
    try (var out = Files.newOutputStream(filler)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException notInstalled) {
      return -1;
    }
  }
}
