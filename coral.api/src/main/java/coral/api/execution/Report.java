// SPDX-License-Identifier: Apache-2.0
package coral.api.execution;

import java.time.Instant;
import java.util.UUID;

/**
 * One fact that an agent reports about an execution. {@code (executionId, sequence)} identifies it:
 * applying it twice changes nothing.
 *
 * @param sequence counts from 1 within the execution, over lines, events and status changes
 */
public record Report(
    UUID executionId, long sequence, Instant at, UUID scriptId, int version, Fact fact) {

  /** What is reported. */
  public sealed interface Fact {}

  /** The execution as it is now. */
  public record Status(Execution execution) implements Fact {}

  public record Line(OutputStreamName stream, String text) implements Fact {}

  public record Event(ScriptEvent event) implements Fact {}
}
