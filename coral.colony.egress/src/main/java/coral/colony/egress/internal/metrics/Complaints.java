// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what cannot be used, and tells of it once a script. Thread-safe. */
final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
  private static final int MOST_REMEMBERED = 1_000;

  private final String sentence;
  private final AtomicLong count = new AtomicLong();
  private final Set<String> told =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));

  /**
   * Nothing yet.
   *
   * @param sentence of the log, with places for the script and what is wrong
   */
  Complaints(String sentence) {
    this.sentence = sentence;
  }

  void add(String script, String what) {
    count.incrementAndGet();
    if (told.add(script)) {
      LOG.warn(sentence, script, what);
    }
  }

  long count() {
    return count.get();
  }
}
