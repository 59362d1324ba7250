// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given, or refuses it as a full store does. */
public final class RecordingStore implements TelemetryStore {
  private final List<TelemetryRow> rows = new CopyOnWriteArrayList<>();
  private volatile boolean full;

  public void full(boolean full) {
    this.full = full;
  }

  public <T extends TelemetryRow> List<T> rows(Class<T> type) {
    return rows.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void append(List<? extends TelemetryRow> more) {
    if (full) {
      throw new CoralException(ErrorCode.UNAVAILABLE, "The telemetry queue is full.");
    }
    rows.addAll(more);
  }

  @Override
  public Map<String, Long> rowCounts() {
    return Map.of();
  }

  @Override
  public List<String> services() {
    return List.of();
  }
}
