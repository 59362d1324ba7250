// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.script.ScriptDraft;
import java.util.concurrent.ThreadLocalRandom;

/** Names of ad hoc runs, each of which is a script of its own. */
final class RunName {
  private static final int MAX_NAME_CHARS = 100;

  /** A dot and 8 hexadecimal digits. */
  private static final int SUFFIX_CHARS = 9;

  private RunName() {}

  /** The draft under a name that no other run has. */
  static ScriptDraft own(ScriptDraft draft) {
    String name = draft.name();
    String base = name.substring(0, Math.min(name.length(), MAX_NAME_CHARS - SUFFIX_CHARS));
    String suffix = ".%08x".formatted(ThreadLocalRandom.current().nextInt());
    return new ScriptDraft(
        base + suffix,
        draft.code(),
        draft.fileName(),
        draft.settings(),
        draft.targets(),
        draft.trigger(),
        draft.createdBy(),
        draft.adHoc());
  }
}
