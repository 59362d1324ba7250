// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings files to the disk beside whoever wrote them: an fsync takes longer than the start of a
 * script. Thread-safe.
 */
final class DiskSync {
  private static final Logger log = LoggerFactory.getLogger(DiskSync.class);

  private Set<Path> waiting = new LinkedHashSet<>();

  /** Completes with those that wait. */
  private CompletableFuture<@Nullable Void> next = CompletableFuture.completedFuture(null);

  /** Completes with those that are being brought there. */
  private CompletableFuture<@Nullable Void> current = next;

  private boolean running;

  synchronized void add(Path file) {
    if (waiting.isEmpty()) {
      next = new CompletableFuture<>();
    }
    waiting.add(file);
    if (!running) {
      running = true;
      Thread.ofVirtual().name("coral-disk-sync").start(this::run);
    }
  }

  /** Returns once all that were added before are on the disk; a failure is only logged. */
  void await() {
    CompletableFuture<@Nullable Void> last;
    synchronized (this) {
      last = waiting.isEmpty() ? current : next;
    }
    last.join();
  }

  private void run() {
    for (Set<Path> files = take(); !files.isEmpty(); files = take()) {
      files.forEach(DiskSync::sync);
    }
  }

  private synchronized Set<Path> take() {
    current.complete(null);
    current = next;
    Set<Path> taken = waiting;
    waiting = new LinkedHashSet<>();
    running = !taken.isEmpty();
    return taken;
  }

  private static void sync(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (NoSuchFileException e) {
      log.debug("{} was deleted meanwhile", file);
    } catch (IOException e) {
      log.error("cannot bring {} to the disk; it may be lost with the machine", file, e);
    }
  }
}
