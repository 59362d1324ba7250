// SPDX-License-Identifier: Apache-2.0
package coral.colony.registry.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what a person means: an id, a name, or the beginning of an id, in this order. */
final class ScriptLookup {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f][0-9a-f-]{7,}");
  private static final int SHOWN = 5;

  private final ScriptStore store;

  ScriptLookup(ScriptStore store) {
    this.store = store;
  }

  Script find(String reference) {
    String wanted = reference.strip();
    if (wanted.isEmpty()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "no script is named; give its id, the first 8 or more characters of its id, or its name");
    }
    String lower = wanted.toLowerCase(Locale.ROOT);
    Optional<Script> byId =
        ID.matcher(lower).matches() ? store.newest(UUID.fromString(lower)) : Optional.empty();
    return byId.or(() -> store.newestByName(wanted))
        .or(() -> PREFIX.matcher(lower).matches() ? byPrefix(lower) : Optional.empty())
        .orElseThrow(() -> unknown(wanted));
  }

  private Optional<Script> byPrefix(String prefix) {
    List<Script> found = store.byIdPrefix(prefix);
    if (found.size() > 1) {
      String ids =
          found.stream()
              .limit(SHOWN)
              .map(script -> script.id() + " (" + script.name() + ")")
              .collect(Collectors.joining(", "));
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "\"%s\" begins the ids of %d scripts: %s%s; give more of the id"
              .formatted(prefix, found.size(), ids, found.size() > SHOWN ? ", …" : ""));
    }
    return found.stream().findFirst().flatMap(script -> store.newest(script.id()));
  }

  private static CoralException unknown(String reference) {
    return new CoralException(
        ErrorCode.NOT_FOUND,
        ("no script has the id or name \"%s\"; \"coral script list\" shows those there are"
                + " (of an id the first 8 characters are enough)")
            .formatted(reference));
  }
}
