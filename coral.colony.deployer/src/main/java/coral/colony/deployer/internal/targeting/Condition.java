// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import java.util.List;

/** What a value has to be like. */
sealed interface Condition {
  boolean accepts(String value);

  /** Exactly this. */
  record Is(String wanted) implements Condition {
    @Override
    public boolean accepts(String value) {
      return value.equals(wanted);
    }
  }

  /** In the shape of a glob. */
  record Like(Glob glob) implements Condition {
    @Override
    public boolean accepts(String value) {
      return glob.matches(value);
    }
  }

  /** One of these. */
  record OneOf(List<String> wanted) implements Condition {
    public OneOf {
      wanted = List.copyOf(wanted);
    }

    @Override
    public boolean accepts(String value) {
      return wanted.contains(value);
    }
  }
}
