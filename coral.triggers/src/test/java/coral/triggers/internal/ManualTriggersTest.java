// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.script.Trigger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTriggersTest {
  private final List<String> fired = new ArrayList<>();

  @Test
  void firesOnceWhenCreated() {
    new ManualTriggers().create(Trigger.MANUAL, fired::add).close();
    assertThat(fired).containsExactly("deployed");
  }

  @Test
  void refusesTriggersOfOtherTypes() {
    assertThatThrownBy(
            () -> new ManualTriggers().create(new Trigger.Schedule("* * * * *"), fired::add))
        .isInstanceOf(CoralException.class)
        .hasMessageContaining("\"schedule\"");
    assertThat(fired).isEmpty();
  }
}
