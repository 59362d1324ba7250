// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import coral.api.error.CoralException;
import coral.api.query.GuardDecision;
import coral.api.query.QueryGuard.Options;
import coral.api.query.SqlParser;
import org.jspecify.annotations.Nullable;

/** Whatever tree the parser makes, what is printed holds nothing that is not listed. */
class GuardTreeFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void printsNothingUnlisted(FuzzedDataProvider data) throws Exception {
    var parser = new Parsed(new RandomTree(data).json());
    try {
      GuardDecision decision = new TreeQueryGuard(parser).check("SELECT 1", Options.DEFAULT);
      assertThat(decision instanceof GuardDecision.Allowed).isEqualTo(parser.printed != null);
    } catch (CoralException e) {
      assertThat(e.sentence()).isNotBlank();
    }
    if (parser.printed != null) {
      assertThat(Oracle.forbidden(parser.printed)).as(parser.printed).isEmpty();
    }
  }

  /** Makes one tree of every text. */
  private static final class Parsed implements SqlParser {
    private final String tree;
    private @Nullable String printed;

    Parsed(String tree) {
      this.tree = tree;
    }

    @Override
    public String parse(String sql) {
      return tree;
    }

    @Override
    public String print(String treeJson) {
      printed = treeJson;
      return "SELECT 1";
    }
  }
}
