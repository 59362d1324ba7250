// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  /** 11 descends from 10, 21 from 20; nobody else from anybody. */
  private final KnownProcesses processes =
      new KnownProcesses(new Ancestry(pid -> pid == 11 || pid == 21 ? pid - 1 : 0));

  private final WaitingRoom room = new WaitingRoom(processes);
  private final List<String> ended = new ArrayList<>();

  @Test
  void strangersDisplaceStrangersOnlyTheLongestWaitingFirst() {
    processes.bind(10);
    enter(10, "script");
    for (int i = 0; i < 1_000; i++) {
      enter(1_000 + i, "stranger " + i);
    }
    assertThat(ended).hasSize(1_000 - WaitingRoom.PLACES_OF_STRANGERS);
    assertThat(ended).startsWith("stranger 0", "stranger 1").doesNotContain("script");
    assertThat(room.size()).isEqualTo(1 + WaitingRoom.PLACES_OF_STRANGERS);
  }

  @Test
  void aProcessAndItsDescendantsShareTheirPlacesAndTakeNoOthers() {
    processes.bind(10);
    processes.expect(20);
    enter(21, "expected");
    for (int i = 0; i < 10; i++) {
      enter(10 + i % 2, "hostile " + i);
    }
    assertThat(ended).hasSize(8).doesNotContain("expected", "hostile 8", "hostile 9");
  }

  @Test
  void aProcessThatConnectedBeforeItWasKnownIsNoStrangerLater() {
    enter(21, "early");
    processes.expect(20);
    for (int i = 0; i < 100; i++) {
      enter(1_000 + i, "stranger");
    }
    assertThat(ended).isNotEmpty().doesNotContain("early");
  }

  @Test
  void whoeverLeavesFreesAPlace() {
    for (int i = 0; i < 1_000; i++) {
      enter(1_000, "stranger").run();
    }
    assertThat(ended).isEmpty();
    assertThat(room.size()).isZero();
  }

  private Runnable enter(long pid, String name) {
    return room.enter(new Peer(pid, 0), () -> ended.add(name));
  }
}
