// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import coral.proto.agent.v1.Script;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A script in a file, with all that it takes to deploy it. */
final class ScriptOptions {
  @Option(names = "--file", required = true, paramLabel = "FILE", description = "TypeScript source")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the script (default: the file's)")
  private @Nullable String name;

  @Mixin private TargetOptions targets = new TargetOptions();

  @Mixin private ModeOptions mode = new ModeOptions();

  @Mixin private TriggerOptions triggers = new TriggerOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  ScriptFile source() {
    return ScriptFile.read(file);
  }

  /** The script whose code is {@code source}. */
  Script script(ScriptFile source) {
    return Script.newBuilder()
        .setName(name != null ? name : source.defaultName())
        .setCode(source.code())
        .addAllTargets(targets.targets())
        .setTrigger(triggers.trigger())
        .setSettings(settings.settings(mode.mode()).toBuilder().setOverlap(triggers.overlap()))
        .setCreatedBy(System.getProperty("user.name", "unknown"))
        .build();
  }
}
