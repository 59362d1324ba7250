// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Cuts a stream of a process's output into lines: one longer than {@code maxLineBytes} is cut
 * there, one that is over the budget is dropped. For one thread.
 */
final class LineCutter {
  private static final String CUT = " … [line cut]";

  private final OutputBudget budget;
  private final Consumer<String> sink;
  private final byte[] line;
  private int length;
  private boolean cut;

  LineCutter(int maxLineBytes, OutputBudget budget, Consumer<String> sink) {
    this.budget = budget;
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
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(budget.read(n)));
    }
    if (length > 0 || cut) {
      endLine();
    }
  }

  private void accept(byte b) {
    if (b == '\n') {
      endLine();
    } else if (length < line.length) {
      line[length++] = b;
    } else {
      cut = true;
    }
  }

  private void endLine() {
    if (budget.admit(length, cut)) {
      int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
      sink.accept(new String(line, 0, end, UTF_8) + (cut ? CUT : ""));
    }
    length = 0;
    cut = false;
  }
}
