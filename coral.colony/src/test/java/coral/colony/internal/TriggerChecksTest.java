// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Trigger;
import coral.api.trigger.TriggerCallback;
import coral.api.trigger.TriggerHandler;
import coral.api.trigger.TriggerHandlerFactory;
import coral.api.trigger.TriggerRequest;
import coral.proto.agent.v1.ScheduleTrigger;
import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptTrigger;
import coral.proto.colony.v1.DeployRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TriggerChecksTest {
  private static final Map<String, Object> SCHEDULE =
      Map.of(TriggerHandlerFactory.TYPE, "schedule");
  private static final TriggerHandlerFactory REFUSING =
      new TriggerHandlerFactory() {
        @Override
        public void check(Trigger trigger) {
          throw new CoralException(ErrorCode.INVALID_ARGUMENT, "that is no cron expression");
        }

        @Override
        public TriggerHandler create(TriggerRequest request, TriggerCallback callback) {
          throw new UnsupportedOperationException();
        }
      };

  private TestColony colony;

  @BeforeEach
  void start() throws Exception {
    colony = new TestColony();
  }

  @AfterEach
  void stop() throws Exception {
    colony.close();
  }

  @Test
  void storesNothingWhoseTriggerIsRefused() {
    colony.agent("a").connect();
    colony.triggers.bind(REFUSING, SCHEDULE);
    assertThatThrownBy(this::deploy).hasMessageContaining("that is no cron expression");
    assertThat(colony.stores.scripts.all()).isEmpty();
  }

  @Test
  void leavesToTheAgentsWhatItDoesNotKnow() {
    colony.agent("a").connect();
    colony.triggers.bind(REFUSING, SCHEDULE);
    colony.triggers.unbind(REFUSING, SCHEDULE);
    deploy();
    assertThat(colony.stores.scripts.all()).hasSize(1);
  }

  private void deploy() {
    Script script =
        Script.newBuilder()
            .setName("nightly")
            .setCode("a()")
            .setTrigger(
                ScriptTrigger.newBuilder().setSchedule(ScheduleTrigger.newBuilder().setCron("x")))
            .build();
    var _ = colony.ask().deployScript(DeployRequest.newBuilder().setScript(script).build());
  }
}
