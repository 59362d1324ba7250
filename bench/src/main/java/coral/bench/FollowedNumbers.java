// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptLogEntry;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long lines of an {@link Emission} took to a follower, which is in the same process. */
final class FollowedNumbers implements StreamObserver<ScriptLogEntry> {
  private final ConcurrentLinkedQueue<Double> latencies = new ConcurrentLinkedQueue<>();

  @Override
  public void onNext(ScriptLogEntry entry) {
    long now = System.nanoTime();
    String[] words = entry.getLine().split(" ", 3);
    if (entry.getStream().equals("stdout") && words.length == 3) {
      latencies.add((now - Long.parseLong(words[2])) / 1e6);
    }
  }

  @Override
  public void onError(Throwable error) {
    // lines that did not come show as such
  }

  @Override
  public void onCompleted() {}

  Samples latency() {
    return Samples.of(List.copyOf(latencies));
  }
}
