// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.wire;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Script;
import coral.api.script.Trigger;
import coral.wire.SettingsWire;
import coral.wire.TimesWire;
import coral.wire.TriggerWire;
import java.util.Optional;
import java.util.UUID;

/** Scripts. */
public final class ScriptWire {
  private ScriptWire() {}

  /**
   * A script that a colony or the agent itself stored.
   *
   * @throws CoralException INVALID_ARGUMENT when the message is malformed
   */
  public static Script fromWire(coral.proto.agent.v1.Script wire) {
    Trigger trigger = TriggerWire.fromWire(wire.getTrigger());
    return new Script(
        uuid(wire.getId(), "script id"),
        Script.checkName(wire.getName()),
        wire.getVersion(),
        Script.checkCode(wire.getCode()),
        SettingsWire.fromWire(wire.getSettings(), trigger),
        wire.getTargetsList(),
        trigger,
        TimesWire.fromWire(wire.getCreatedAt()),
        wire.getCreatedBy(),
        false,
        wire.getSha256());
  }

  public static coral.proto.agent.v1.Script toWire(Script script) {
    return coral.proto.agent.v1.Script.newBuilder()
        .setId(script.id().toString())
        .setName(script.name())
        .setVersion(script.version())
        .setCode(script.code())
        .setSettings(SettingsWire.toWire(script.settings()))
        .addAllTargets(script.targets())
        .setTrigger(TriggerWire.toWire(script.trigger()))
        .setCreatedAt(TimesWire.toWire(script.createdAt()))
        .setCreatedBy(script.createdBy())
        .setSha256(script.sha256())
        .build();
  }

  public static UUID uuid(String text, String what) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "%s \"%s\" is not a UUID such as 0198b9a2-7c4e-7d10-8a3f-2b7d9e5c1f00"
              .formatted(what, text),
          e);
    }
  }

  public static Optional<UUID> optionalUuid(String text, String what) {
    return text.isEmpty() ? Optional.empty() : Optional.of(uuid(text, what));
  }
}
