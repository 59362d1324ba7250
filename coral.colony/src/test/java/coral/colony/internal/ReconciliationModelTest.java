// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random partitions, restarts and deployments against a simple model, with real links, outboxes and
 * stores: whatever happens, agents end up with what they should run, and results with each
 * acknowledged event once.
 *
 * <p>{@code -Dcoral.model.seed=S -Dcoral.model.steps=N} repeats the first N steps of a seed; fewer
 * steps find where it begins to go wrong. {@code -Dcoral.model.runs=R} tries R seeds from S on.
 */
class ReconciliationModelTest {
  private static final int STEPS = 100;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agentsRunWhatTheyShouldAndNoEventIsLostOrDoubled(long seed) throws Exception {
    run(seed, STEPS);
  }

  @Test
  void alsoForSeedsThatAreAskedFor() throws Exception {
    long first = Long.getLong("coral.model.seed", 0);
    int runs = Integer.getInteger("coral.model.runs", first == 0 ? 0 : 1);
    for (long seed = first; seed < first + runs; seed++) {
      run(seed, Integer.getInteger("coral.model.steps", STEPS));
    }
  }

  private void run(long seed, int steps) throws Exception {
    ModelRun run = new ModelRun(directory.resolve("seed-" + seed), seed);
    try (run) {
      for (int i = 1; i <= steps; i++) {
        run.steps.add(i + ":");
        run.step();
      }
      run.healAll();
      ModelChecks.complete(run);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "seed %d, -Dcoral.model.seed=%d -Dcoral.model.steps=%d:%n%s"
              .formatted(seed, seed, steps, String.join("\n", run.steps).replace(":\n", ": ")),
          e);
    }
  }
}
