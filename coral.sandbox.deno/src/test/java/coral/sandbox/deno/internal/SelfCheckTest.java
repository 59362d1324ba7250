// SPDX-License-Identifier: Apache-2.0

package coral.sandbox.deno.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.sandbox.Check;
import coral.api.sandbox.SandboxTier;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the self-check finds in the real Deno on this machine. */
class SelfCheckTest {
  @TempDir Path data;
  private GreetingServer server;
  private DenoSandbox bare;
  private DenoSandbox sandbox;

  @BeforeEach
  void create() throws IOException {
    server = new GreetingServer(data.resolve("sdk.sock"));
    bare =
        new DenoSandbox(
            DenoFixture.binary(),
            DenoFixture.files(data),
            DenoFixture.machine(data).withoutDenoLayer(),
            new SandboxSettings(200, 1024, 256, 48, 0, SandboxTier.DENO));
    sandbox = DenoFixture.sandbox(data);
  }

  @AfterEach
  void close() throws IOException {
    bare.close();
    sandbox.close();
    server.close();
  }

  @Test
  void everythingHoldsInTheSandbox() throws Exception {
    List<Check> checks = new SelfCheck(bare, sandbox, sessions()).run();
    assertThat(checks).hasSize(15).allSatisfy(check -> assertThat(check.passed()).isTrue());
    assertThat(checks)
        .extracting(Check::name)
        .contains("a script cannot run a program", "memory is limited");
  }

  @Test
  void permissionsThatAreGrantedAreAFailure() throws Exception {
    assertThat(
            new SelfCheck(bare, bare, sessions())
                .run().stream()
                    .filter(check -> !check.passed())
                    .map(check -> check.name() + ": " + check.detail())
                    .collect(Collectors.joining("\n")))
        .startsWith("Deno grants no permission: granted: read, write, net");
  }

  private SdkSessions sessions() {
    return new SdkSessions() {
      @Override
      public Path socket() {
        return data.resolve("sdk.sock");
      }

      @Override
      public SdkSession open(ExecutionContext execution) {
        return server.session();
      }

      @Override
      public Expected expect(long pid) {
        return () -> {};
      }
    };
  }
}
