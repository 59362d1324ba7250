// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final long MB = 1 << 20;

  @TempDir Path directory;
  private Outbox outbox;

  @BeforeEach
  void open() {
    outbox = Outbox.open(directory, MB);
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  @Test
  void readsInOrderWhatWasAppended() {
    appendAll(100);
    assertThat(read(outbox.reader())).isEqualTo(records(0, 100));
    assertThat(outbox.waiting()).isEqualTo(100);
  }

  @Test
  void readsOnWhereItStopped() {
    appendAll(10);
    try (OutboxReader reader = outbox.reader()) {
      assertThat(reader.next(4, 1000).records()).hasSize(4);
      OutboxReader.Batch rest = reader.next(1000, 1 << 20);
      assertThat(rest.records()).hasSize(6);
      assertThat(rest.end()).isEqualTo(10);
      assertThat(reader.next(1000, 1 << 20).records()).isEmpty();
      append("later");
      assertThat(reader.next(1000, 1 << 20).records()).hasSize(1);
    }
  }

  @Test
  void beginsAfterARestartWithWhatWasNotAcknowledged() {
    appendAll(10);
    outbox.acknowledge(7);
    reopen();
    assertThat(read(outbox.reader())).isEqualTo(records(7, 10));
    append("new");
    assertThat(read(outbox.reader())).hasSize(4).endsWith("new");
  }

  @Test
  void deletesFilesThatAreAcknowledged() throws IOException {
    byte[] large = new byte[20_000];
    for (int i = 0; i < 40; i++) {
      outbox.append(large).join();
    }
    assertThat(segments()).hasSizeGreaterThan(5);
    outbox.acknowledge(40);
    assertThat(segments()).hasSize(1);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void refusesEventsAndDropsLinesWhenFullButTakesStatuses() {
    byte[] large = new byte[10_000];
    int taken = 0;
    while (outbox.offer(large)) {
      taken++;
    }
    assertThat(taken).isBetween(100, 105);
    assertThatThrownBy(() -> outbox.append(large))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("agent.outbox_limit_mb");
    outbox.appendAlways(large).join();

    try (OutboxReader reader = outbox.reader()) {
      outbox.acknowledge(reader.next(taken / 2, 1 << 30).end());
    }
    outbox.append(large).join();
  }

  @Test
  void cutsOffWhatAKilledProcessLeftHalfWritten() throws IOException {
    appendAll(5);
    outbox.close();
    try (FileChannel channel = FileChannel.open(segments().getLast(), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 3);
    }
    reopen();
    assertThat(read(outbox.reader())).isEqualTo(records(0, 4));
    append("next");
    assertThat(read(outbox.reader())).hasSize(5).endsWith("next");
  }

  @Test
  void cutsOffGarbageAtTheEnd() throws IOException {
    appendAll(5);
    outbox.close();
    Files.write(
        segments().getLast(), new byte[] {0, 0, 0, 2, 1, 2, 3, 4, 5, 6}, StandardOpenOption.APPEND);
    reopen();
    assertThat(read(outbox.reader())).isEqualTo(records(0, 5));
  }

  @Test
  void skipsOnlyTheRestOfADamagedFile() throws IOException {
    byte[] large = new byte[70_000];
    outbox.append(large).join();
    appendAll(3);
    outbox.append(large).join();
    append("last");
    outbox.close();
    Path second = segments().get(1);
    byte[] bytes = Files.readAllBytes(second);
    bytes[Frames.HEADER_BYTES] ^= 1;
    Files.write(second, bytes);
    reopen();
    assertThat(read(outbox.reader())).hasSize(2).endsWith("last");
  }

  @Test
  void sendsAgainWhenTheAcknowledgementWasTorn() throws IOException {
    appendAll(3);
    outbox.acknowledge(2);
    outbox.close();
    Files.write(directory.resolve("acknowledged"), new byte[] {1, 2, 3});
    reopen();
    assertThat(read(outbox.reader())).isEqualTo(records(0, 3));
  }

  @Test
  void doesNotForgetNewRecordsForAnOldAcknowledgement() throws IOException {
    appendAll(10);
    outbox.acknowledge(10);
    outbox.close();
    // The machine died: the acknowledgement reached the disk, the lines that it was for did not.
    try (FileChannel channel = FileChannel.open(segments().getLast(), StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    reopen();
    append("new");
    reopen();
    assertThat(read(outbox.reader())).containsExactly("new");
  }

  @Test
  void writesInGroups() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    int[] writes = {0};
    outbox.listen(() -> writes[0]++);
    for (int i = 0; i < 5000; i++) {
      all.add(outbox.append(("" + i).getBytes(UTF_8)));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    assertThat(outbox.waiting()).isEqualTo(5000);
    assertThat(writes[0]).isLessThan(2500);
  }

  @Test
  void saysThatItCannotWrite() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> Outbox.open(file.resolve("outbox"), MB))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining("cannot write the outbox");
  }

  @Test
  void writesWhatIsQueuedWhenItIsClosed() {
    for (int i = 0; i < 1000; i++) {
      outbox.offer(("record " + i).getBytes(UTF_8));
    }
    reopen();
    assertThat(read(outbox.reader())).isEqualTo(records(0, 1000));
    outbox.close();
    assertThatThrownBy(() -> outbox.append(new byte[1]))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  private void appendAll(int count) {
    CompletableFuture<?>[] all =
        IntStream.range(0, count)
            .mapToObj(i -> outbox.append(("record " + i).getBytes(UTF_8)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).join();
  }

  private void append(String record) {
    outbox.append(record.getBytes(UTF_8)).join();
  }

  private static List<String> records(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "record " + i).toList();
  }

  static List<String> read(OutboxReader reader) {
    List<String> all = new ArrayList<>();
    try (reader) {
      for (List<byte[]> batch = reader.next(7, 1000).records();
          !batch.isEmpty();
          batch = reader.next(7, 1000).records()) {
        batch.forEach(record -> all.add(new String(record, UTF_8)));
      }
    }
    return all;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".seg")).sorted().toList();
    }
  }

  private void reopen() {
    outbox.close();
    outbox = Outbox.open(directory, MB);
  }
}
