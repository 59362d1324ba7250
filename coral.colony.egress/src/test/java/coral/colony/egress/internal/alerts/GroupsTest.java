// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coral.api.egress.DeliveryStore.Addition;
import coral.api.egress.StoredEvent;
import coral.api.execution.ScriptEvent;
import coral.colony.egress.internal.TestColony;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:23Z");
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final Groups groups = new Groups("webhook", WAIT, 3);
  private long number;

  private StoredEvent alert(String script) {
    return alert(script, "{}");
  }

  private StoredEvent alert(String script, String data) {
    number++;
    return new StoredEvent(
        number,
        NOW,
        UUID.randomUUID(),
        number,
        TestColony.id(script),
        script,
        "agent-1",
        new ScriptEvent("alert", data, ""));
  }

  @Test
  void addsToADeliveryUntilItIsDue() {
    Addition first = groups.add(List.of(alert("a")), NOW).getFirst();
    Addition second = groups.add(List.of(alert("a")), NOW.plusSeconds(4)).getFirst();
    assertThat(second.delivery().id()).isEqualTo(first.delivery().id());
    assertThat(second.delivery().dueAt()).isEqualTo(NOW.plus(WAIT));
    assertThat(second.alerts()).hasSize(1);
    Addition third = groups.add(List.of(alert("a")), NOW.plus(WAIT)).getFirst();
    assertThat(third.delivery().id()).isNotEqualTo(first.delivery().id());
    assertThat(third.delivery().dueAt()).isEqualTo(NOW.plus(WAIT).plus(WAIT));
  }

  @Test
  void sendsAFullDeliveryAtOnceAndBeginsAnother() {
    List<Addition> additions =
        groups.add(List.of(alert("a"), alert("b"), alert("a"), alert("a"), alert("a")), NOW);
    assertThat(additions)
        .extracting(
            addition -> addition.delivery().script(),
            addition -> addition.alerts().size(),
            addition -> addition.delivery().dueAt())
        .containsExactly(
            tuple("a", 3, NOW), tuple("b", 1, NOW.plus(WAIT)), tuple("a", 1, NOW.plus(WAIT)));
  }

  @Test
  void sendsALargeDeliveryAtOnce() {
    String half = "\"%s\"".formatted("x".repeat(Groups.MOST_CHARACTERS / 2));
    List<Addition> additions = groups.add(List.of(alert("a", half), alert("a", half)), NOW);
    assertThat(additions).hasSize(1);
    assertThat(additions.getFirst().delivery().dueAt()).isEqualTo(NOW);
  }

  @Test
  void beginsAnewWhatMayNotBeStored() {
    Addition first = groups.add(List.of(alert("a")), NOW).getFirst();
    groups.forget();
    assertThat(groups.add(List.of(alert("a")), NOW).getFirst().delivery().id())
        .isNotEqualTo(first.delivery().id());
  }
}
