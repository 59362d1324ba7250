// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outbox whose process is killed with SIGKILL while it writes. */
class OutboxKillTest {
  @TempDir Path directory;

  @Test
  void losesNothingThatWasDurableWhenItsProcessIsKilled() throws Exception {
    long confirmed = -1L;
    for (int round = 0; round < 3; round++) {
      confirmed = writeAndKill(confirmed);
      try (Outbox outbox = Outbox.open(directory, 64 << 20)) {
        List<String> all = OutboxTest.read(outbox.reader());
        assertThat(all).hasSizeGreaterThan((int) confirmed);
        for (int i = 0; i < all.size(); i++) {
          assertThat(all.get(i)).startsWith("record " + i + " ");
        }
        confirmed = all.size() - 1L;
      }
    }
  }

  /**
   * Starts a writer and kills it after some hundred records; returns the last one that it had
   * confirmed.
   */
  private long writeAndKill(long before) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Writer.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = before;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (int i = 0; i < 300; i++) {
        last = Long.parseLong(out.readLine());
      }
      process.destroyForcibly();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Long.parseLong(line);
      }
    } catch (IOException closedByTheKill) {
      // What was read is what is known to be confirmed.
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return last;
  }

  /**
   * Appends numbered records for ever, durable ones and lines, and prints the number of each
   * durable one.
   */
  static final class Writer {
    public static void main(String[] args) {
      try (Outbox outbox = Outbox.open(Path.of(args[0]), 64 << 20)) {
        String padding = "x".repeat(100);
        for (long i = outbox.waiting(); ; i++) {
          byte[] record = ("record " + i + " " + padding).getBytes(UTF_8);
          if (i % 3 == 0) {
            outbox.offer(record);
          } else {
            outbox.append(record).join();
            System.out.println(i);
          }
        }
      }
    }
  }
}
