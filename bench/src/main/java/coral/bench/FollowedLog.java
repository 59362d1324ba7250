// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptLogEntry;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the lines that a script wrote, and when they came here. */
final class FollowedLog implements StreamObserver<ScriptLogEntry> {
  private static final long LIMIT_SECONDS = 30;

  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

  /**
   * @param nanos of {@link System#nanoTime}
   */
  record Line(ScriptLogEntry entry, long nanos) {}

  @Override
  public void onNext(ScriptLogEntry entry) {
    if (entry.getStream().equals("stdout")) {
      lines.add(new Line(entry, System.nanoTime()));
    }
  }

  /** Waits for a line of another execution than {@code last}. */
  Line next(String last) throws InterruptedException {
    while (true) {
      @Nullable Line line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException("no log line within " + LIMIT_SECONDS + " s");
      }
      if (!line.entry().getExecutionId().equals(last)) {
        return line;
      }
    }
  }

  @Override
  public void onError(Throwable error) {
    // the connection was closed; a missing line shows as such
  }

  @Override
  public void onCompleted() {}
}
