// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import com.google.protobuf.Message;
import coral.api.error.CoralException;
import coral.api.telemetry.TelemetryStore;
import coral.telemetry.internal.mapping.Mapped;

/** What both receivers do with a request. Thread-safe; blocks while the store does. */
final class OtlpIngest {
  private final TelemetryStore store;

  OtlpIngest(TelemetryStore store) {
    this.store = store;
  }

  /**
   * Stores what can be stored and answers what OTLP has for it.
   *
   * @throws CoralException INVALID_ARGUMENT for a malformed body, UNAVAILABLE when the store takes
   *     nothing now; nothing was stored then, and the same request may come again
   */
  <Q extends Message, R extends Message> R accept(
      OtlpSignal<Q, R> signal, Encoding encoding, byte[] body) {
    Mapped mapped = signal.mapper().apply(encoding.decode(signal, body));
    if (!mapped.rows().isEmpty()) {
      append(mapped);
    }
    return signal.answer(mapped);
  }

  private void append(Mapped mapped) {
    try {
      store.append(mapped.rows());
    } catch (RuntimeException e) {
      mapped.rollback().run();
      throw e;
    }
  }
}
