// SPDX-License-Identifier: Apache-2.0

package coral.boot.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartFailuresTest {
  private static final String OURS =
      """
      org.osgi.service.component.ComponentException: activation failed
      \tat org.apache.felix.scr.Something
      Caused by: coral.api.error.CoralException: port 9000 is in use
      \tat coral.endpoint.Something
      Caused by: java.net.BindException: Address already in use
      """;

  private static final String FOLLOWING =
      "org.osgi.service.component.ComponentException: Unable to get service for reference data\n";

  @Test
  void tellsCoralsOwnSentenceAndNotItsCause() {
    assertThat(StartFailures.sentence(OURS)).isEqualTo("port 9000 is in use");
  }

  @Test
  void tellsTheInnermostCauseOfAForeignFailure() {
    assertThat(
            StartFailures.sentence(
                "java.lang.IllegalStateException: a\nCaused by: java.io.IOException: b\n"))
        .isEqualTo("b");
  }

  @Test
  void tellsTheFailureThatOthersFollowFrom() {
    assertThat(StartFailures.root(List.of(FOLLOWING, OURS, FOLLOWING)))
        .contains("port 9000 is in use");
    assertThat(StartFailures.root(List.of(FOLLOWING)))
        .contains("Unable to get service for reference data");
    assertThat(StartFailures.root(List.of())).isEmpty();
  }
}
