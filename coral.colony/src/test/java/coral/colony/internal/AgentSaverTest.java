// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.agent.Agent;
import coral.api.agent.AgentStore;
import coral.proto.colony.v1.AgentHello;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AgentSaverTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<List<String>> writes = new ArrayList<>();
  private boolean fails;
  private final AgentSaver saver =
      new AgentSaver(
          new AgentStore() {
            @Override
            public void save(List<Agent> agents) {
              if (fails) {
                throw new IllegalStateException("the disk is full");
              }
              writes.add(agents.stream().map(agent -> agent.id() + agent.version()).toList());
            }

            @Override
            public List<Agent> all() {
              return List.of();
            }
          },
          tasks::add);

  @Test
  void savesWhatCameMeanwhileInOneWriteAndOfEachAgentTheNewest() {
    saver.save(agent("a", "1"));
    saver.save(agent("b", "1"));
    saver.save(agent("a", "2"));
    assertThat(tasks).hasSize(1);
    tasks.remove().run();
    assertThat(writes).containsExactly(List.of("a2", "b1"));
  }

  @Test
  void savesAgainWhatChangesLater() {
    saver.save(agent("a", "1"));
    tasks.remove().run();
    saver.save(agent("a", "2"));
    tasks.remove().run();
    assertThat(writes).containsExactly(List.of("a1"), List.of("a2"));
  }

  @Test
  void goesOnAfterAWriteThatFailed() {
    fails = true;
    saver.save(agent("a", "1"));
    tasks.remove().run();
    fails = false;
    saver.save(agent("a", "2"));
    tasks.remove().run();
    assertThat(writes).containsExactly(List.of("a2"));
  }

  private static Agent agent(String id, String version) {
    return LinkWire.agent(
        AgentHello.newBuilder().setAgentId(id).setVersion(version).build(), Instant.EPOCH);
  }
}
