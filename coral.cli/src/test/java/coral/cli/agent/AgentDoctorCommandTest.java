// SPDX-License-Identifier: Apache-2.0

package coral.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import coral.cli.output.Output;
import coral.cli.output.OutputOption;
import coral.proto.agent.v1.Check;
import coral.proto.agent.v1.CheckSandboxResponse;
import coral.proto.agent.v1.Layer;
import coral.views.SandboxChecksView;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What of an outcome is printed, and what of it is a failure. */
class AgentDoctorCommandTest {
  private static final CheckSandboxResponse GOOD =
      CheckSandboxResponse.newBuilder()
          .setTier("deno+seccomp")
          .addLayers(layer("seccomp", true, "no program can be run"))
          .addLayers(layer("namespaces", false, "install bubblewrap"))
          .addChecks(check("a script cannot listen", true, "Operation not permitted"))
          .addChecks(check("memory is limited", true, ""))
          .build();

  @Test
  void alignsLayersAndChecks() {
    assertThat(printed(GOOD))
        .isEqualTo(
            """
            Agent: a
            Sandbox: deno+seccomp
              PASS  seccomp     no program can be run
              off   namespaces  install bubblewrap
            Checks:
              PASS  a script cannot listen  Operation not permitted
              PASS  memory is limited
            Scripts: accepted
            """);
  }

  @Test
  void aLayerThatIsOffIsNoFailure() {
    assertThat(passed(GOOD)).isTrue();
  }

  @Test
  void aCheckThatFailsIsOne() {
    CheckSandboxResponse bad =
        GOOD.toBuilder().addChecks(check("a script cannot be root", false, "it could")).build();
    assertThat(passed(bad)).isFalse();
    assertThat(printed(bad)).contains("\n  FAIL  a script cannot be root  it could\n");
  }

  @Test
  void soIsAnAgentThatRefusesScripts() {
    CheckSandboxResponse refusing = GOOD.toBuilder().setRefusal("it needs seccomp").build();
    assertThat(passed(refusing)).isFalse();
    assertThat(printed(refusing)).endsWith("Scripts: refused, it needs seccomp\n");
  }

  private static boolean passed(CheckSandboxResponse outcome) {
    return SandboxChecksView.of("a", outcome).passed();
  }

  private static String printed(CheckSandboxResponse outcome) {
    StringWriter text = new StringWriter();
    AgentDoctorCommand.print(
        SandboxChecksView.of("a", outcome),
        new Output(new PrintWriter(text), OutputOption.Format.table));
    return text.toString();
  }

  private static Layer layer(String name, boolean on, String detail) {
    return Layer.newBuilder().setName(name).setOn(on).setDetail(detail).build();
  }

  private static Check check(String name, boolean passed, String detail) {
    return Check.newBuilder().setName(name).setPassed(passed).setDetail(detail).build();
  }
}
