// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that was just started; it has not been told anything. */
record SpawnedProcess(Process process, StdinFrames.Setup setup) {
  /** Much longer than any start takes, for a machine that is out of breath. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MAX_COMPLAINT = 4 << 10;

  /**
   * Lets it connect and confine itself, and reads what it reports.
   *
   * @throws IOException with what it said on standard error; it is gone then
   */
  ConfinementReport confine() throws IOException {
    Thread impatience =
        Thread.ofVirtual().name("coral-sandbox-impatience").start(this::killWhenOverdue);
    try {
      StdinFrames.write(process.getOutputStream(), setup);
      return ConfinementReport.read(process.getInputStream());
    } catch (IOException e) {
      ProcessTree.of(process).kill();
      throw new IOException(complaint(e), e);
    } finally {
      impatience.interrupt();
    }
  }

  private void killWhenOverdue() {
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        ProcessTree.of(process).kill();
      }
    } catch (InterruptedException e) {
      // it reported in time
    }
  }

  private String complaint(IOException e) throws IOException {
    String text = new String(process.getErrorStream().readNBytes(MAX_COMPLAINT), UTF_8).strip();
    return text.isEmpty() ? String.valueOf(e.getMessage()) : text.lines().findFirst().orElse(text);
  }
}
