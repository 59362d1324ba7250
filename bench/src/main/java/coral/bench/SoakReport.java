// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptLogEntry;
import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ScriptDetail;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came out of the soak, told to it part by part. */
final class SoakReport {
  private static final Target NONE = Target.atMost(0);
  private static final int MOST_OF_A_REASON = 60;

  /** What was saved up before a stretch of ten seconds may be used in it, in part of the quota. */
  private static final double CPU_TOLERANCE = 1.02;

  /** Pools have grown by then, after half a minute as much as after ten: that is no leak. */
  private static final int MORE_THREADS = 128;

  private static final int MORE_DESCRIPTORS = 16;

  private final String name;
  private final List<Row> rows = new ArrayList<>();
  private final List<Row> fates = new ArrayList<>();
  private final List<Double> worstQueries = new ArrayList<>();
  private Tally lines = Tally.NOTHING;
  private Tally events = Tally.NOTHING;
  private long queries;
  private long failures;
  private long unfinished;
  private long otherFates;

  SoakReport(String name) {
    this.name = name;
  }

  void cpu(Samples percents, int quota) {
    rows.add(
        Row.figure(
                name,
                "processor time of all scripts, most in any 10 s",
                percents.most(),
                "% of a core",
                percents.count())
            .withTarget(Target.atMost(quota * CPU_TOLERANCE)));
  }

  /** The last line of a script that came to its end says how much of everything there was. */
  void wellBehaved(ScriptDetail detail, List<ScriptLogEntry> log) {
    Optional<JsonNode> sums =
        log.stream()
            .filter(entry -> entry.getStream().equals("stdout"))
            .map(ScriptLogEntry::getLine)
            .reduce((_, next) -> next)
            .filter(line -> line.startsWith("{"))
            .map(JsonMapper.shared()::readTree);
    boolean completed = detail.getSummary().getStatus() == ScriptStatus.SCRIPT_STATUS_COMPLETED;
    if (!completed || sums.isEmpty()) {
      unfinished++;
      System.err.printf(
          "  %s is %s: %s%n",
          detail.getSummary().getName(),
          detail.getSummary().getStatus(),
          Misbehaviour.reason(detail));
      return;
    }
    JsonNode sum = sums.get();
    lines = lines.plus(Tally.ofLines(sum.get("lines").asInt(), log));
    events = events.plus(Tally.ofEvents(sum.get("events").asInt(), log));
    queries += sum.get("queries").asLong();
    failures += sum.get("failures").asLong();
    worstQueries.add(sum.get("worst").asDouble());
    if (sum.get("failures").asInt() > 0) {
      System.err.printf("  %s: %s%n", detail.getSummary().getName(), sum.get("last").asString());
    }
  }

  /**
   * @param judged false: there was too little time for it to become of the script what has to
   */
  void misbehaved(Misbehaviour misbehaviour, ScriptDetail detail, boolean judged) {
    boolean expected = misbehaviour.asExpected(detail);
    otherFates += judged && !expected ? 1 : 0;
    String status =
        detail
            .getSummary()
            .getStatus()
            .name()
            .replace("SCRIPT_STATUS_", "")
            .toLowerCase(Locale.ROOT);
    String reason = Misbehaviour.reason(detail);
    if (reason.length() > MOST_OF_A_REASON) {
      reason = reason.substring(0, MOST_OF_A_REASON) + "…";
    }
    String what =
        "— %s: %s%s"
            .formatted(misbehaviour.script(), status, reason.isEmpty() ? "" : ", " + reason);
    fates.add(
        Row.count(
            name,
            expected ? what : what + " (expected otherwise)",
            detail.getExecutionsCount(),
            "executions",
            1));
  }

  void ingested(SteadySpans load, long visible) {
    rows.add(Row.figure(name, "spans acknowledged", load.rate(), "spans/s", load.acknowledged()));
    rows.add(Row.of(name, "— a batch until it was", load.latency(), "ms"));
    rows.add(
        none(
            "— rows visible that were not, or the other way round",
            Math.abs(visible - load.acknowledged()),
            "rows",
            visible));
  }

  void process(ProcessFigures before, ProcessFigures after) {
    rows.add(Row.count(name, "colony and agent: resident before", before.megabytes(), "MB", 1));
    rows.add(Row.count(name, "— resident after", after.megabytes(), "MB", 1));
    grown("threads", before.threads(), after.threads(), MORE_THREADS);
    grown("descriptors", before.descriptors(), after.descriptors(), MORE_DESCRIPTORS);
  }

  private void grown(String what, long before, long after, int tolerated) {
    rows.add(
        Row.count(name, "— %s, %d before".formatted(what, before), after, what, 1)
            .withTarget(Target.atMost((double) (before + tolerated))));
  }

  /**
   * @param stop how long the process took to end
   */
  void left(Leftovers leftovers, Duration stop) throws IOException {
    rows.add(Row.figure(name, "stop of colony and agent", stop.toNanos() / 1e6, "ms", 1));
    rows.add(none("left after the stop: processes", leftovers.processes().size(), "processes", 1));
    leftovers.processes().forEach(left -> System.err.println("  left: " + left));
    rows.add(none("left after the stop: control groups", leftovers.controlGroups(), "groups", 1));
    rows.add(none("left after the stop: sockets, temporary files", leftovers.files(), "files", 1));
  }

  /** What may not be lost first. */
  List<Row> rows() {
    List<Row> all = new ArrayList<>();
    all.add(none("well-behaved scripts that did not come to their end", unfinished, "scripts", 1));
    all.add(none("their lines that did not come to the colony", lines.missing(), "lines", lines));
    all.add(none("— that came twice, or too late", lines.astray(), "lines", lines));
    all.add(none("their events that did not come there", events.missing(), "events", events));
    all.add(none("— that came twice, or too late", events.astray(), "events", events));
    all.add(none("their calls that failed", failures, "calls", queries + events.sent()));
    all.add(Row.of(name, "their slowest query, by script", Samples.of(worstQueries), "ms"));
    all.addAll(rows);
    all.add(
        none(
            "misbehaving scripts with another fate than theirs",
            otherFates,
            "scripts",
            fates.size()));
    all.addAll(fates);
    return all;
  }

  private Row none(String what, long value, String unit, Tally of) {
    return none(what, value, unit, of.sent());
  }

  /** Of what there may be none. */
  private Row none(String what, long value, String unit, long n) {
    return Row.count(name, what, value, unit, n).withTarget(NONE);
  }
}
