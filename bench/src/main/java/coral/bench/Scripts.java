// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import com.google.protobuf.Timestamp;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptMode;
import coral.proto.agent.v1.ScriptSettings;
import java.time.Duration;
import java.time.Instant;

/** Scripts and times as they are sent. */
final class Scripts {
  private static final Duration DAEMON_LIMIT = Duration.ofHours(1);

  private Scripts() {}

  static Script adHoc(String name, String code, Duration timeout) {
    return script(name, code, ScriptMode.SCRIPT_MODE_AD_HOC, timeout);
  }

  static Script daemon(String name, String code) {
    return script(name, code, ScriptMode.SCRIPT_MODE_DAEMON, DAEMON_LIMIT);
  }

  private static Script script(String name, String code, ScriptMode mode, Duration timeout) {
    return Script.newBuilder()
        .setName(name)
        .setCode(code)
        .setCreatedBy("bench")
        .setSettings(
            ScriptSettings.newBuilder()
                .setMode(mode)
                .setTimeout(
                    com.google.protobuf.Duration.newBuilder().setSeconds(timeout.toSeconds())))
        .build();
  }

  static Instant time(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  static Timestamp time(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  static double millisBetween(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
