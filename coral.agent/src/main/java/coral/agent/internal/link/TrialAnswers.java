// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.link;

import coral.agent.internal.execution.Executions;
import coral.agent.internal.execution.Trial;
import coral.agent.internal.wire.ScriptWire;
import coral.agent.internal.wire.TrialWire;
import coral.api.script.Script;
import coral.proto.agent.v1.TrialRequest;
import coral.proto.agent.v1.TrialResponse;
import coral.wire.TimesWire;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trials that a colony has asked for by one link. None outlives the link: nobody would ever see
 * what it came to. Thread-safe.
 */
final class TrialAnswers {
  private static final Logger log = LoggerFactory.getLogger(TrialAnswers.class);

  private final Executions executions;
  private final Map<Long, Trial> open = new ConcurrentHashMap<>();

  TrialAnswers(Executions executions) {
    this.executions = executions;
  }

  /**
   * Starts one.
   *
   * @param answer called once, unless the trial is cancelled before
   * @throws coral.api.error.CoralException when it cannot start
   */
  void start(long id, TrialRequest request, Consumer<TrialResponse> answer) {
    Script script = ScriptWire.fromWire(request.getScript());
    Trial trial = executions.tryOut(script, TimesWire.fromWire(request.getTime()));
    log.info("script {} of {} is tried for the colony", script.name(), script.createdBy());
    open.put(id, trial);
    var _ =
        trial
            .outcome()
            .thenAccept(
                outcome -> {
                  if (open.remove(id, trial)) {
                    answer.accept(TrialWire.toWire(outcome));
                  }
                });
  }

  /** Ends a trial that nobody waits for any more; a request for something else goes on. */
  void cancel(long id) {
    Trial trial = open.remove(id);
    if (trial != null) {
      trial.stop("cancelled by the colony");
    }
  }

  /** The link is gone. */
  void cancelAll() {
    List.copyOf(open.keySet()).forEach(this::cancel);
  }
}
