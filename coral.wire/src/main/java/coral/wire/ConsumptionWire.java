// SPDX-License-Identifier: Apache-2.0
package coral.wire;

import static java.time.temporal.ChronoUnit.MICROS;

import coral.api.execution.LimitHit;
import coral.proto.agent.v1.Consumption;
import coral.proto.agent.v1.QueryUsage;
import java.time.Duration;

/** What an execution used. */
public final class ConsumptionWire {
  private ConsumptionWire() {}

  /** To the millisecond, queries to the microsecond. */
  public static Consumption toWire(coral.api.execution.Consumption consumption) {
    Consumption.Builder wire =
        Consumption.newBuilder()
            .setQuarantined(consumption.quarantined())
            .setCpuMs(consumption.cpu().toMillis())
            .setPeakMemoryBytes(consumption.peakMemoryBytes())
            .setQueries(toWire(consumption.queries()));
    for (LimitHit hit : consumption.hits()) {
      wire.addHits(
          coral.proto.agent.v1.LimitHit.newBuilder()
              .setLimit(hit.limit())
              .setValue(hit.value())
              .setCount(hit.count())
              .setKilled(hit.killed()));
    }
    return wire.build();
  }

  /** What {@link #toWire(coral.api.execution.Consumption)} wrote. */
  public static coral.api.execution.Consumption fromWire(Consumption wire) {
    return new coral.api.execution.Consumption(
        wire.getHitsList().stream()
            .map(
                hit ->
                    new LimitHit(hit.getLimit(), hit.getValue(), hit.getCount(), hit.getKilled()))
            .toList(),
        wire.getQuarantined(),
        Duration.ofMillis(wire.getCpuMs()),
        wire.getPeakMemoryBytes(),
        fromWire(wire.getQueries()));
  }

  /** To the microsecond. */
  public static QueryUsage toWire(coral.api.query.QueryUsage usage) {
    return QueryUsage.newBuilder()
        .setDone(usage.done())
        .setFailed(usage.failed())
        .setRefused(usage.refused())
        .setCutOff(usage.cutOff())
        .setTruncated(usage.truncated())
        .setRows(usage.rows())
        .setInjected(usage.injected())
        .setTimeUs(usage.time().dividedBy(MICROS.getDuration()))
        .setCpuUs(usage.cpu().dividedBy(MICROS.getDuration()))
        .build();
  }

  /** What {@link #toWire(coral.api.query.QueryUsage)} wrote. */
  public static coral.api.query.QueryUsage fromWire(QueryUsage wire) {
    return new coral.api.query.QueryUsage(
        wire.getDone(),
        wire.getFailed(),
        wire.getRefused(),
        wire.getCutOff(),
        wire.getTruncated(),
        wire.getRows(),
        wire.getInjected(),
        Duration.of(wire.getTimeUs(), MICROS),
        Duration.of(wire.getCpuUs(), MICROS));
  }
}
