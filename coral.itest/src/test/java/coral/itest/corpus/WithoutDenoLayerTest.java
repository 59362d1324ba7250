// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The corpus where Deno permits everything: what is refused, the operating system refuses. */
@Tag("alone")
class WithoutDenoLayerTest {
  @TempDir static Path base;
  private static CorpusRun run;

  @BeforeAll
  static void start() throws Exception {
    run = new CorpusRun(base, "without Deno's layer", false);
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
  }

  @TestFactory
  Stream<DynamicTest> hostileCases() {
    return Stream.concat(
        Stream.of(dynamicTest("Deno permits everything", run::denoPermitsEverything)), run.tests());
  }
}
