// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The corpus with all layers on. */
@Tag("alone")
class AsDesignedTest {
  @TempDir static Path base;
  private static CorpusRun run;

  @BeforeAll
  static void start() throws Exception {
    run = new CorpusRun(base, "as designed", true);
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
  }

  @TestFactory
  Stream<DynamicTest> hostileCases() {
    return run.tests();
  }
}
