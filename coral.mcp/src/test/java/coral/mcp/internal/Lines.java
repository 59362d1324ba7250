// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal;

import java.util.List;
import java.util.concurrent.Flow;

/** Keeps each line that comes. */
record Lines(List<String> kept) implements Flow.Subscriber<String> {
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    kept.add(line);
  }

  @Override
  public void onError(Throwable error) {}

  @Override
  public void onComplete() {}
}
