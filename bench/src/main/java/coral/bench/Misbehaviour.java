// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.ScriptStatus;
import coral.proto.colony.v1.ScriptDetail;
import java.util.Locale;
import java.util.Map;

/** What a script of the soak does wrong, and what has to become of it. */
enum Misbehaviour {
  CPU_SPINNER(Fate.RUNS),
  MEMORY_HOG(Fate.QUARANTINED),
  LINE_FLOOD(Fate.RUNS),
  LONG_LINES(Fate.RUNS),
  EVENT_FLOOD(Fate.RUNS),
  QUERY_FLOOD(Fate.RUNS),
  QUERY_BOMB(Fate.RUNS),
  HUNG_LOOP(Fate.QUARANTINED),
  FAILS_AGAIN(Fate.FAILS),
  UNHANDLED_REJECTION(Fate.FAILS),
  RAW_FRAMES(Fate.RUNS),
  CALL_FLOOD(Fate.RUNS),
  TIMER_STORM(Fate.RUNS),
  HUGE_EMIT(Fate.RUNS),
  IGNORES_SIGNALS(Fate.RUNS);

  private final Fate fate;

  Misbehaviour(Fate fate) {
    this.fate = fate;
  }

  /** What becomes of a script. */
  enum Fate {
    /** It is slowed down, cut or refused, and still there at the end. */
    RUNS,
    /** It is started again three times, and then no more. */
    FAILS,
    /** It was killed three times for a breach. */
    QUARANTINED
  }

  /** Of the script, and of its source among the resources. */
  String script() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String code() {
    return BenchScript.load("soak/" + script() + ".ts", Map.of());
  }

  /** Whether it has become of the script what has to. */
  boolean asExpected(ScriptDetail detail) {
    ScriptStatus status = detail.getSummary().getStatus();
    return switch (fate) {
      case RUNS -> status == ScriptStatus.SCRIPT_STATUS_RUNNING;
      case FAILS -> status == ScriptStatus.SCRIPT_STATUS_FAILED;
      case QUARANTINED ->
          status == ScriptStatus.SCRIPT_STATUS_FAILED && reason(detail).contains("quarantine");
    };
  }

  static String reason(ScriptDetail detail) {
    String reason = detail.getSummary().getReason();
    return reason.isEmpty() && detail.getExecutionsCount() > 0
        ? detail.getExecutions(0).getReason()
        : reason;
  }
}
