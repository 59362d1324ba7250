// SPDX-License-Identifier: Apache-2.0

package coral.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import coral.proto.colony.v1.ScriptHistory;
import coral.proto.colony.v1.ScriptVersion;
import coral.views.HistoryView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  @Test
  void takesNothingButYesForYes() {
    for (String yes : List.of("y", "Y", " yes ", "YES")) {
      assertThat(new Confirmation(question -> yes).given("Go?")).as(yes).isTrue();
    }
    for (String no : List.of("", "n", "no", "yep", "y y")) {
      assertThat(new Confirmation(question -> no).given("Go?")).as(no).isFalse();
    }
    assertThat(new Confirmation(question -> null).given("Go?")).isFalse();
  }

  @Test
  void saysWhatIsToBeDeleted() {
    List<String> asked = new ArrayList<>();
    Confirmation confirmation =
        new Confirmation(
            question -> {
              asked.add(question);
              return "y";
            });
    ScriptHistory.Builder history =
        ScriptHistory.newBuilder()
            .setName("alert")
            .addVersions(ScriptVersion.newBuilder().setVersion(1));
    confirmation.given(DeleteCommand.question(HistoryView.of(history.build())));
    confirmation.given(
        DeleteCommand.question(
            HistoryView.of(history.addVersions(0, ScriptVersion.newBuilder()).build())));
    assertThat(asked)
        .containsExactly(
            "Delete alert, its one version, executions, logs and events for ever? [y/N] ",
            "Delete alert, its 2 versions, executions, logs and events for ever? [y/N] ");
  }
}
