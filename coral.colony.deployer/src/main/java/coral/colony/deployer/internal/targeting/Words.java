// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names in a sentence. */
public final class Words {
  private static final int SHOWN = 10;

  private Words() {}

  /** {@code a, b and 3 more}; {@code none} where there is none. */
  public static String listed(Collection<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }

  /** {@code "a"}. */
  public static String quoted(String name) {
    return '"' + name + '"';
  }
}
