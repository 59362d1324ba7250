// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import coral.query.internal.wire.ErrorBody.Reason;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Out of Memory Error: failed to pin block of size 256.0 KiB",
        "Out of Memory Error: Allocation failure",
        "Allocation failure"
      })
  void blamesNoStatementForMemoryThatOthersTook(String message) {
    assertThat(Messages.of(Reason.REFUSED, message).reason()).isEqualTo(Reason.MEMORY);
    assertThat(Messages.of(new SQLException(message)).reason()).isEqualTo(Reason.MEMORY);
  }

  @Test
  void leavesOtherReasonsAsTheyAre() {
    String message = "Parser Error: syntax error at or near \"SELEC\"";
    assertThat(Messages.of(Reason.REFUSED, message).reason()).isEqualTo(Reason.REFUSED);
    assertThat(Messages.of(new SQLException(message)).reason()).isEqualTo(Reason.FAILED);
  }
}
