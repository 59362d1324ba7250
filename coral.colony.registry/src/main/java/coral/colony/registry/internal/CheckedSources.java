// SPDX-License-Identifier: Apache-2.0
package coral.colony.registry.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.script.Diagnostic;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import coral.api.script.ScriptValidator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks each source once. A source of a stored script was checked when it was stored, so that
 * nothing but the scripts themselves is kept over a restart. Findings are not remembered: they may
 * vanish without a change of the source, once an operator vendors the module that it imports.
 */
final class CheckedSources {
  /** Hashes of valid sources, 64 characters each; the oldest goes first. */
  private static final int REMEMBERED = 10_000;

  private final ScriptStore store;
  private final ScriptValidator validator;
  private @Nullable Set<String> valid;

  CheckedSources(ScriptStore store, ScriptValidator validator) {
    this.store = store;
    this.validator = validator;
  }

  /** Each finding; asks the validator only for a source that is not known to be valid. */
  List<Diagnostic> findings(String code, String fileName) {
    String hash = hash(code);
    if (known(hash)) {
      return List.of();
    }
    List<Diagnostic> findings = validator.validate(code, fileName);
    if (findings.isEmpty()) {
      valid(code);
    }
    return findings;
  }

  synchronized void valid(String code) {
    hashes().add(hash(code));
  }

  private synchronized boolean known(String hash) {
    return hashes().contains(hash);
  }

  private synchronized Set<String> hashes() {
    Set<String> hashes = valid;
    if (hashes == null) {
      hashes = Collections.newSetFromMap(new Bounded());
      for (Script script : store.all()) {
        hashes.add(hash(script.code()));
      }
      valid = hashes;
    }
    return hashes;
  }

  private static String hash(String code) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(code.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static final class Bounded extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  }
}
