// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {
  @TempDir Path dir;

  @Test
  void restsAfterEachPart() throws Exception {
    List<Duration> rests = new ArrayList<>();
    Path file = Files.write(dir.resolve("file"), new byte[600 << 10]);
    assertThat(new FileDigest(rests::add).hash(file, () -> false).size()).isEqualTo(600 << 10);
    assertThat(rests)
        .hasSize(3)
        .allMatch(rest -> rest.isPositive() && rest.compareTo(Duration.ofMillis(100)) <= 0);
  }

  @Test
  void endsWhenTheCallIsCancelled() throws Exception {
    AtomicInteger rests = new AtomicInteger();
    Path file = Files.write(dir.resolve("file"), new byte[600 << 10]);
    FileDigest digest = new FileDigest(time -> rests.incrementAndGet());
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> digest.hash(file, () -> rests.get() > 0))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(rests).hasValue(1);
  }

  /** The path was resolved before: a link there now was put there since. */
  @Test
  void refusesALink() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), dir.resolve("file"));
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> new FileDigest().hash(link, () -> false))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
  }
}
