// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ManualTriggersTest {
  private final RecordedFirings fired = new RecordedFirings();

  @Test
  void firesOnceWhenCreated() {
    new ManualTriggers().create(request(Trigger.MANUAL), fired).close();
    assertThat(fired.causes()).containsExactly("deployed");
  }

  @Test
  void refusesTriggersOfOtherTypes() {
    TriggerRequest schedule = request(new Trigger.Schedule("* * * * *"));
    assertThatThrownBy(() -> new ManualTriggers().create(schedule, fired))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("\"schedule\"");
    assertThat(fired.causes()).isEmpty();
  }

  private static TriggerRequest request(Trigger trigger) {
    return new TriggerRequest(
        new UUID(0, 1), "alert", "agent-1", trigger, Instant.EPOCH, Optional.empty());
  }
}
