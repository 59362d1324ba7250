// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.metrics;

import coral.api.egress.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The series of all scripts. A script is known by its name: one that was deleted and deployed anew
 * goes on with its series. Thread-safe.
 */
public final class MetricTable {
  /** Names that are the colony's own begin with it. */
  private static final String OWN = "coral_";

  /** Each run of a script from the command line is a script of its own: they must not add up. */
  static final int MOST_SERIES = 100_000;

  /** What tells series of a metric apart: the labels are as Prometheus takes them. */
  private record Key(String script, String agent, SortedMap<String, String> labels) {}

  /** A metric and its series; what is not a series comes from the event that began it. */
  private record Metric(Sample first, Map<Key, Series> series) {}

  /** States by script that are to be saved, and scripts that have none any more. */
  record Changes(Map<String, String> changed, Set<String> gone) {}

  private final MetricSettings settings;
  private final Clock clock;
  private final Complaints malformed =
      new Complaints("script {} emitted a metric that cannot be shown: {}");
  private final Complaints refused =
      new Complaints("script {} has further series that are not shown; the most are {}");
  private final SortedMap<String, Metric> metrics = new TreeMap<>();
  private final Map<String, Integer> seriesOf = new HashMap<>();
  private final Set<String> touched = new HashSet<>();
  private int size;

  /** An empty table. */
  public MetricTable(MetricSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Events that make no metric. */
  public long malformed() {
    return malformed.count();
  }

  /** Events that would have made a series too many. */
  public long refused() {
    return refused.count();
  }

  /** Series that there are. */
  public synchronized int size() {
    return size;
  }

  /** Takes what a script emitted; what makes no metric is counted. */
  void add(StoredEvent event) {
    try {
      Sample sample = Sample.of(event);
      synchronized (this) {
        Instant now = clock.instant();
        Instant at = event.at().isAfter(now) ? now : event.at();
        if (!isTooOld(sample.kind(), at, now)) {
          put(event, sample, at);
        }
      }
    } catch (MalformedMetricException e) {
      malformed.add(event.script(), e.what());
    }
  }

  private void put(StoredEvent event, Sample sample, Instant at) throws MalformedMetricException {
    Metric metric = metric(sample);
    Key key = key(event.script(), event.agentId(), sample.labels());
    Series before = metric.series().get(key);
    if (before == null) {
      int most = settings.seriesPerScript();
      if (seriesOf.getOrDefault(event.script(), 0) >= most || size() >= MOST_SERIES) {
        refused.add(event.script(), "%,d of one script, %,d of all".formatted(most, MOST_SERIES));
        return;
      }
      Series fresh =
          new Series(event.script(), event.agentId(), sample.labels(), sample.value(), at, at);
      begin(sample, metric, key, fresh);
    } else {
      metric
          .series()
          .put(
              key,
              sample.kind() == MetricKind.COUNTER
                  ? before.plus(sample.value(), at)
                  : before.set(sample.value(), at));
    }
    touched.add(event.script());
  }

  private Metric metric(Sample sample) throws MalformedMetricException {
    String name = Names.metric(sample.name());
    if (name.isEmpty() || name.chars().allMatch(c -> c == '_')) {
      throw new MalformedMetricException(
          "\"name\" is %s, which has no letter or digit".formatted(sample.quotedName()));
    }
    if (name.startsWith(OWN)) {
      throw new MalformedMetricException(
          "\"name\" is %s, and those that begin with %s are the colony's own"
              .formatted(sample.quotedName(), OWN));
    }
    Metric known = metrics.get(name);
    if (known == null) {
      return new Metric(sample, new HashMap<>());
    }
    if (known.first().kind() != sample.kind()) {
      throw new MalformedMetricException(
          "%s is a %s and a %s at once"
              .formatted(sample.quotedName(), word(known.first().kind()), word(sample.kind())));
    }
    return known;
  }

  private void begin(Sample sample, Metric metric, Key key, Series series) {
    metrics.putIfAbsent(Names.metric(sample.name()), metric);
    if (metric.series().put(key, series) == null) {
      seriesOf.merge(series.script(), 1, Integer::sum);
      size++;
    }
  }

  private static Key key(String script, String agent, SortedMap<String, String> labels) {
    return new Key(script, agent, Names.labels(labels));
  }

  /** All metrics with series that are not too old, by name. */
  synchronized List<Family> families() {
    expire();
    List<Family> families = new ArrayList<>();
    metrics.forEach(
        (name, metric) ->
            families.add(
                new Family(
                    name,
                    metric.first().name(),
                    metric.first().kind(),
                    metric.first().unit(),
                    metric.first().description(),
                    List.copyOf(metric.series().values()))));
    return families;
  }

  private void expire() {
    Instant now = clock.instant();
    for (Metric metric : metrics.values()) {
      metric
          .series()
          .values()
          .removeIf(
              series -> {
                boolean old = isTooOld(metric.first().kind(), series.at(), now);
                if (old) {
                  seriesOf.merge(series.script(), -1, (a, b) -> a + b == 0 ? null : a + b);
                  size--;
                  touched.add(series.script());
                }
                return old;
              });
    }
    metrics.values().removeIf(metric -> metric.series().isEmpty());
  }

  private boolean isTooOld(MetricKind kind, Instant at, Instant now) {
    Duration age = kind == MetricKind.COUNTER ? settings.counterAge() : settings.gaugeAge();
    return at.isBefore(now.minus(age));
  }

  /** What has changed since the last time. */
  synchronized Changes takeChanges() {
    expire();
    Map<String, List<MetricState.Entry>> entries = new HashMap<>();
    for (Metric metric : metrics.values()) {
      for (Series series : metric.series().values()) {
        if (touched.contains(series.script())) {
          entries
              .computeIfAbsent(series.script(), script -> new ArrayList<>())
              .add(MetricState.Entry.of(metric.first(), series));
        }
      }
    }
    Map<String, String> changed = new HashMap<>();
    entries.forEach((script, of) -> changed.put(script, MetricState.write(of)));
    Set<String> gone = new HashSet<>(touched);
    gone.removeAll(changed.keySet());
    touched.clear();
    return new Changes(changed, gone);
  }

  /** Changes that could not be saved. */
  synchronized void putBack(Changes changes) {
    touched.addAll(changes.changed().keySet());
    touched.addAll(changes.gone());
  }

  /** Goes on with what was saved. */
  synchronized void restore(Map<String, String> states) {
    states.forEach(
        (script, state) -> {
          for (MetricState.Entry entry : MetricState.read(script, state)) {
            try {
              Sample sample = entry.sample();
              Key key = key(script, entry.agent(), sample.labels());
              begin(sample, metric(sample), key, entry.series(script));
            } catch (MalformedMetricException e) {
              malformed.add(script, e.what());
            }
          }
        });
  }

  private static String word(MetricKind kind) {
    return kind == MetricKind.COUNTER ? "counter" : "gauge";
  }
}
