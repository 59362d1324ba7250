// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Cuts a process's output into lines under limits: a line longer than {@code maxLineBytes} is cut
 * there, lines beyond {@code maxLinesPerSecond} are dropped and counted. Reads all there is, so
 * that the process never blocks on a full pipe for its own flood. Not thread-safe, except {@link
 * #dropped()}.
 */
final class LineCutter {
  private static final String CUT = " … [line cut]";

  private final int maxLineBytes;
  private final int maxLinesPerSecond;
  private final Clock clock;
  private final Consumer<String> sink;
  private final byte[] line;
  private int length;
  private boolean cut;
  private long second = Long.MIN_VALUE;
  private int linesInSecond;
  private final AtomicLong dropped = new AtomicLong();

  LineCutter(int maxLineBytes, int maxLinesPerSecond, Clock clock, Consumer<String> sink) {
    this.maxLineBytes = maxLineBytes;
    this.maxLinesPerSecond = maxLinesPerSecond;
    this.clock = clock;
    this.sink = sink;
    this.line = new byte[maxLineBytes];
  }

  /** Reads until the stream ends; the last line needs no line feed. */
  void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        accept(buffer[i]);
      }
    }
    if (length > 0 || cut) {
      endLine();
    }
  }

  long dropped() {
    return dropped.get();
  }

  private void accept(byte b) {
    if (b == '\n') {
      endLine();
    } else if (length < maxLineBytes) {
      line[length++] = b;
    } else {
      cut = true;
    }
  }

  private void endLine() {
    long now = clock.millis() / 1000;
    if (now != second) {
      second = now;
      linesInSecond = 0;
    }
    if (linesInSecond++ < maxLinesPerSecond) {
      int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
      sink.accept(new String(line, 0, end, UTF_8) + (cut ? CUT : ""));
    } else {
      dropped.incrementAndGet();
    }
    length = 0;
    cut = false;
  }
}
