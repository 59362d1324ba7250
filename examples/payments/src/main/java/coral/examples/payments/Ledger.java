// SPDX-License-Identifier: Apache-2.0
package coral.examples.payments;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accepts or declines payments and counts both; the counts go nowhere unless an OpenTelemetry agent
 * is there.
 */
final class Ledger {
  private static final double LIMIT_EUR = 1_000;
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

  private final AtomicLong lastId = new AtomicLong();
  private final LongCounter payments;
  private final DoubleHistogram amounts;

  Ledger() {
    Meter meter = GlobalOpenTelemetry.getMeter("payments");
    payments =
        meter
            .counterBuilder("payments.processed")
            .setUnit("{payment}")
            .setDescription("Payments by outcome")
            .build();
    amounts =
        meter
            .histogramBuilder("payments.amount")
            .setUnit("EUR")
            .setDescription("Amounts of accepted payments")
            .build();
  }

  /** How a payment ended, and the HTTP status that says so. */
  enum Outcome {
    ACCEPTED(200),
    DECLINED(402),
    FAILED(500);

    private final int status;

    Outcome(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** A payment that has been decided. */
  record Payment(long id, double amountEur, Outcome outcome) {}

  Payment settle(double amountEur, boolean networkAnswered) {
    Outcome outcome = outcome(amountEur, networkAnswered);
    payments.add(1, Attributes.of(OUTCOME, outcome.name()));
    if (outcome == Outcome.ACCEPTED) {
      amounts.record(amountEur);
    }
    return new Payment(lastId.incrementAndGet(), amountEur, outcome);
  }

  private static Outcome outcome(double amountEur, boolean networkAnswered) {
    if (!networkAnswered) {
      return Outcome.FAILED;
    }
    return amountEur > LIMIT_EUR ? Outcome.DECLINED : Outcome.ACCEPTED;
  }
}
