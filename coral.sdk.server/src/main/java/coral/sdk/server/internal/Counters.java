// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import java.util.concurrent.atomic.LongAdder;

/** What the server counts for monitoring. Thread-safe. */
final class Counters {
  final LongAdder calls = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder cancelled = new LongAdder();
  final LongAdder limited = new LongAdder();
  final LongAdder rejected = new LongAdder();
}
