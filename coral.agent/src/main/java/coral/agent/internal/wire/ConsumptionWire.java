// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.execution.LimitHit;
import coral.proto.agent.v1.Consumption;
import java.time.Duration;

/** What an execution used. */
final class ConsumptionWire {
  private ConsumptionWire() {}

  static Consumption toWire(coral.api.execution.Consumption consumption) {
    Consumption.Builder wire =
        Consumption.newBuilder()
            .setQuarantined(consumption.quarantined())
            .setCpuMs(consumption.cpu().toMillis())
            .setPeakMemoryBytes(consumption.peakMemoryBytes());
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

  static coral.api.execution.Consumption fromWire(Consumption wire) {
    return new coral.api.execution.Consumption(
        wire.getHitsList().stream()
            .map(
                hit ->
                    new LimitHit(hit.getLimit(), hit.getValue(), hit.getCount(), hit.getKilled()))
            .toList(),
        wire.getQuarantined(),
        Duration.ofMillis(wire.getCpuMs()),
        wire.getPeakMemoryBytes());
  }
}
