// SPDX-License-Identifier: Apache-2.0
package coral.views;

import coral.proto.colony.v1.EgressSink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go. Counts are since the colony started.
 *
 * @param name {@code "webhook"}, {@code "webhook-2"}, {@code "alertmanager"}
 * @param address scheme, host and port: the rest may be a secret
 * @param pending deliveries that wait, or are being sent
 * @param dead dead letters
 * @param delivered deliveries
 * @param failed attempts
 * @param lastError of the newest failed attempt; null: none has failed
 * @param lastDeliveredAt null: nothing was delivered yet
 */
public record EgressSinkView(
    String name,
    String address,
    String minSeverity,
    int pending,
    int dead,
    long delivered,
    long failed,
    @Nullable String lastError,
    @Nullable Instant lastDeliveredAt) {

  static EgressSinkView of(EgressSink sink) {
    return new EgressSinkView(
        sink.getName(),
        sink.getAddress(),
        sink.getMinSeverity(),
        sink.getPending(),
        sink.getDead(),
        sink.getDelivered(),
        sink.getFailed(),
        Words.orNull(sink.getLastError()),
        Times.of(sink.getLastDeliveredAt()));
  }
}
