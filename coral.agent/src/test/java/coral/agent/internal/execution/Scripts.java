// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.script.ContentAddress;
import coral.api.script.Script;
import coral.api.script.ScriptSettings;
import coral.api.script.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Scripts for tests. */
public final class Scripts {
  private Scripts() {}

  public static Script daemon(String name) {
    return script(name, 1, ScriptSettings.DAEMON, Trigger.MANUAL);
  }

  public static Script adHoc(String name) {
    return script(name, 1, ScriptSettings.AD_HOC, Trigger.MANUAL);
  }

  public static Script script(String name, int version, ScriptSettings settings, Trigger trigger) {
    String code = "console.log('" + name + " " + version + "')";
    return new Script(
        UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        name,
        version,
        code,
        settings,
        List.of(),
        trigger,
        Instant.EPOCH,
        "test",
        false,
        ContentAddress.of(code, settings, trigger, List.of()));
  }
}
