// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptLogEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of the lines or events that a script numbered from 1.
 *
 * @param sent how many there were
 * @param missing how many of them did not come
 * @param astray how many came more than once, or after a later one
 */
record Tally(int sent, int missing, int astray) {
  static final Tally NOTHING = new Tally(0, 0, 0);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String LINE = "line ";

  static Tally of(int sent, List<Integer> came) {
    Set<Integer> seen = new HashSet<>();
    int astray = 0;
    int last = 0;
    for (int number : came) {
      if (!seen.add(number) || number < last) {
        astray++;
      }
      last = Math.max(last, number);
    }
    int missing = 0;
    for (int number = 1; number <= sent; number++) {
      missing += seen.contains(number) ? 0 : 1;
    }
    return new Tally(sent, missing, astray);
  }

  Tally plus(Tally other) {
    return new Tally(sent + other.sent, missing + other.missing, astray + other.astray);
  }

  /** Lines {@code line N}. */
  static Tally ofLines(int sent, List<ScriptLogEntry> log) {
    List<Integer> numbers = new ArrayList<>();
    for (ScriptLogEntry entry : log) {
      if (entry.getStream().equals("stdout") && entry.getLine().startsWith(LINE)) {
        numbers.add(Integer.valueOf(entry.getLine().substring(LINE.length())));
      }
    }
    return of(sent, numbers);
  }

  /** Events whose data is {@code {n: N}}. */
  static Tally ofEvents(int sent, List<ScriptLogEntry> log) {
    List<Integer> numbers = new ArrayList<>();
    for (ScriptLogEntry entry : log) {
      if (entry.getStream().equals("event")) {
        JsonNode event = JSON.readTree(entry.getLine());
        numbers.add(event.path("data").path("n").asInt());
      }
    }
    return of(sent, numbers);
  }
}
