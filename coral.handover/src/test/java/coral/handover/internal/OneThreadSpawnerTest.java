// SPDX-License-Identifier: Apache-2.0
package coral.handover.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneThreadSpawnerTest {
  private final OneThreadSpawner spawner = new OneThreadSpawner();

  @AfterEach
  void close() {
    spawner.close();
  }

  @Test
  void childOutlivesTheThreadThatAskedForIt() throws Exception {
    // setpriv sets the parent-death signal before it executes cat: the child dies with its spawning
    // thread
    ProcessBuilder cat = new ProcessBuilder("setpriv", "--pdeathsig", "KILL", "cat");
    Process[] child = new Process[1];
    Thread asking =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    child[0] = spawner.spawn(cat);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    asking.join();
    try {
      child[0].getOutputStream().write("still here\n".getBytes(UTF_8));
      child[0].getOutputStream().flush();
      assertThat(child[0].inputReader().readLine()).isEqualTo("still here");
    } finally {
      child[0].destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void missingProgramIsAnIoException() {
    assertThatThrownBy(() -> spawner.spawn(new ProcessBuilder("/no/such/program")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/no/such/program");
  }
}
