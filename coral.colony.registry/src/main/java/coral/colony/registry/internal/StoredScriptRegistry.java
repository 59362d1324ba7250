// SPDX-License-Identifier: Apache-2.0
package coral.colony.registry.internal;

import coral.api.script.ContentAddress;
import coral.api.script.Diagnostic;
import coral.api.script.InvalidScriptException;
import coral.api.script.Script;
import coral.api.script.ScriptDraft;
import coral.api.script.ScriptRegistry;
import coral.api.script.ScriptStore;
import coral.api.script.ScriptValidator;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Scripts in a {@link ScriptStore}. */
@Component(configurationPid = "coral.colony.registry")
public final class StoredScriptRegistry implements ScriptRegistry {
  private final ScriptStore store;
  private final CheckedSources checked;
  private final ScriptLookup lookup;
  private final Clock clock;

  /** Held from looking for a version to storing the next one: two drafts of a name get two. */
  private final Object versions = new Object();

  @Activate
  public StoredScriptRegistry(
      @Reference(name = "store") ScriptStore store,
      @Reference(name = "validator") ScriptValidator validator) {
    this(store, validator, Clock.systemUTC());
  }

  StoredScriptRegistry(ScriptStore store, ScriptValidator validator, Clock clock) {
    this.store = store;
    this.clock = clock;
    checked = new CheckedSources(store, validator);
    lookup = new ScriptLookup(store);
  }

  @Override
  public Registered register(ScriptDraft draft) {
    String name = Script.checkName(draft.name());
    String sha256 = address(draft);
    Optional<Script> same = stored(name, sha256);
    if (same.isPresent()) {
      return new Registered(same.get(), false);
    }
    List<Diagnostic> findings = checked.findings(draft.code(), draft.fileName());
    if (!findings.isEmpty()) {
      throw new InvalidScriptException(findings);
    }
    synchronized (versions) {
      return stored(name, sha256)
          .map(script -> new Registered(script, false))
          .orElseGet(() -> new Registered(save(next(draft, sha256)), true));
    }
  }

  @Override
  public Registered preview(ScriptDraft draft) {
    String name = Script.checkName(draft.name());
    String sha256 = address(draft);
    return stored(name, sha256)
        .map(script -> new Registered(script, false))
        .orElseGet(() -> new Registered(next(draft, sha256), true));
  }

  private static String address(ScriptDraft draft) {
    return ContentAddress.of(
        Script.checkCode(draft.code()), draft.settings(), draft.trigger(), draft.targets());
  }

  @Override
  public List<Diagnostic> validate(String code, String fileName) {
    return checked.findings(Script.checkCode(code), fileName);
  }

  @Override
  public Script find(String reference) {
    return lookup.find(reference);
  }

  /** A version of that name and content, the newest of them if a roll-back made two. */
  private Optional<Script> stored(String name, String sha256) {
    return store
        .newestByName(name)
        .flatMap(
            newest ->
                newest.sha256().equals(sha256)
                    ? Optional.of(newest)
                    : store.versions(newest.id()).reversed().stream()
                        .filter(version -> version.sha256().equals(sha256))
                        .findFirst());
  }

  private Script next(ScriptDraft draft, String sha256) {
    Optional<Script> newest = store.newestByName(draft.name());
    return new Script(
        newest.map(Script::id).orElseGet(UUID::randomUUID),
        draft.name(),
        newest.map(Script::version).orElse(0) + 1,
        draft.code(),
        draft.settings(),
        draft.targets(),
        draft.trigger(),
        clock.instant(),
        draft.createdBy(),
        draft.adHoc(),
        sha256);
  }

  private Script save(Script script) {
    store.save(script);
    checked.valid(script.code());
    return script;
  }
}
