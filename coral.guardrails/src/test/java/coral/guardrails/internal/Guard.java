// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import coral.api.query.QueryGuard;
import coral.query.internal.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** One guard over one real worker for all tests here. */
final class Guard {
  /** Two hours of spans, so that a look-back of one hour shows. */
  static final int SPANS = 7_200;

  static final TestEngine ENGINE = start();
  static final QueryGuard GUARD = new TreeQueryGuard(ENGINE);

  private Guard() {}

  private static TestEngine start() {
    try {
      TestEngine engine =
          TestEngine.start(
              Files.createTempDirectory(Path.of("target"), "segments-").toAbsolutePath(), SPANS);
      Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
      return engine;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
