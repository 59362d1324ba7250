// SPDX-License-Identifier: Apache-2.0
package coral.wire;

import coral.api.script.Overlap;
import coral.api.script.ScriptMode;
import coral.api.script.Trigger;
import coral.proto.agent.v1.ScriptOverlap;
import coral.proto.agent.v1.ScriptSettings;
import java.util.Optional;

/** How scripts run. */
public final class SettingsWire {
  private SettingsWire() {}

  /**
   * Settings, with the defaults for what is absent. Without a mode the trigger decides: manual is a
   * daemon, all others are ad hoc.
   *
   * @throws coral.api.error.CoralException INVALID_ARGUMENT for a value out of range
   */
  public static coral.api.script.ScriptSettings fromWire(ScriptSettings wire, Trigger trigger) {
    return new coral.api.script.ScriptSettings(
        switch (wire.getMode()) {
          case SCRIPT_MODE_DAEMON -> ScriptMode.DAEMON;
          case SCRIPT_MODE_AD_HOC -> ScriptMode.AD_HOC;
          case SCRIPT_MODE_UNSPECIFIED, UNRECOGNIZED ->
              trigger instanceof Trigger.Manual ? ScriptMode.DAEMON : ScriptMode.AD_HOC;
        },
        wire.hasTimeout() ? Optional.of(TimesWire.fromWire(wire.getTimeout())) : Optional.empty(),
        wire.getMemoryLimitMb(),
        wire.getCapabilitiesList(),
        switch (wire.getOverlap()) {
          case SCRIPT_OVERLAP_UNSPECIFIED, SCRIPT_OVERLAP_SKIP, UNRECOGNIZED -> Overlap.SKIP;
          case SCRIPT_OVERLAP_QUEUE_ONE -> Overlap.QUEUE_ONE;
          case SCRIPT_OVERLAP_REPLACE -> Overlap.REPLACE;
        },
        wire.getArgsMap());
  }

  /** What {@link #fromWire} reads. */
  public static ScriptSettings toWire(coral.api.script.ScriptSettings settings) {
    ScriptSettings.Builder wire =
        ScriptSettings.newBuilder()
            .setMode(
                switch (settings.mode()) {
                  case DAEMON -> coral.proto.agent.v1.ScriptMode.SCRIPT_MODE_DAEMON;
                  case AD_HOC -> coral.proto.agent.v1.ScriptMode.SCRIPT_MODE_AD_HOC;
                })
            .setMemoryLimitMb(settings.memoryLimitMb())
            .addAllCapabilities(settings.capabilities())
            .setOverlap(
                switch (settings.overlap()) {
                  case SKIP -> ScriptOverlap.SCRIPT_OVERLAP_SKIP;
                  case QUEUE_ONE -> ScriptOverlap.SCRIPT_OVERLAP_QUEUE_ONE;
                  case REPLACE -> ScriptOverlap.SCRIPT_OVERLAP_REPLACE;
                })
            .putAllArgs(settings.args());
    settings.timeout().ifPresent(timeout -> wire.setTimeout(TimesWire.toWire(timeout)));
    return wire.build();
  }
}
