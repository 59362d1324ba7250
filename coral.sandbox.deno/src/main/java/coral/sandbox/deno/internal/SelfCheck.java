// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.execution.OutputStreamName;
import coral.api.sandbox.Check;
import coral.api.sandbox.SandboxExit;
import coral.api.sandbox.SandboxPolicy;
import coral.api.sandbox.SandboxRequest;
import coral.api.script.ScriptMode;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries, on the machine as it is, to break out of the sandbox and over its limits.
 *
 * @param bare a sandbox whose processes have all of Deno's permissions, so that only the operating
 *     system can refuse
 * @param sandbox the one that is checked
 */
record SelfCheck(DenoSandbox bare, DenoSandbox sandbox, SdkSessions sessions) {
  private static final int MEMORY_MB = 96;
  private static final long SECONDS = 30;

  private static final SandboxPolicy POLICY =
      new SandboxPolicy(
          MEMORY_MB,
          Duration.ofSeconds(SECONDS),
          ProcessStarter.HEARTBEAT,
          16 << 10,
          100,
          1 << 20,
          48);

  private record Ran(SandboxExit exit, List<String> lines, List<String> errors) {}

  List<Check> run() throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    checks.addAll(escapes());
    checks.add(permissions());
    checks.add(memory());
    checks.add(flood());
    return checks;
  }

  private List<Check> escapes() throws InterruptedException {
    try (ServerSocket canary = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String code =
          source()
              .replace("\"AGENT_PID\"", Long.toString(ProcessHandle.current().pid()))
              .replace("\"PORT\"", Integer.toString(canary.getLocalPort()))
              .replace(
                  "\"SOCKET\"",
                  JsonMapper.shared().writeValueAsString(sessions.socket().toString()));
      Ran ran = run(bare, code);
      List<Check> checks = new ArrayList<>();
      for (String line : ran.lines()) {
        checks.add(attempt(line));
      }
      if (ran.exit().exitCode() != 0 || checks.isEmpty()) {
        checks.add(new Check("attempts to escape", false, ending(ran)));
      }
      return checks;
    } catch (IOException e) {
      return List.of(
          new Check("attempts to escape", false, "could not be made: " + e.getMessage()));
    }
  }

  private static Check attempt(String line) {
    try {
      JsonNode attempt = JsonMapper.shared().readTree(line);
      boolean refused = attempt.path("refused").asBoolean();
      return new Check(
          "a script cannot " + attempt.path("name").asString(),
          refused,
          refused ? attempt.path("detail").asString() : "it could, with Deno's permissions");
    } catch (JacksonException e) {
      return new Check("attempts to escape", false, "one of them said: " + line);
    }
  }

  private Check permissions() throws InterruptedException {
    Ran ran =
        run(
            sandbox,
            """
            const names = ["read", "write", "net", "env", "sys", "run", "ffi", "import"] as const;
            for (const name of names) {
              const { state } = Deno.permissions.querySync({ name });
              if (state !== "denied" && state !== "prompt") console.log(name);
            }
            """);
    boolean passed = ran.exit().exitCode() == 0 && ran.lines().isEmpty();
    return new Check(
        "Deno grants no permission",
        passed,
        passed
            ? "all are revoked"
            : "granted: " + String.join(", ", ran.lines()) + "; " + ending(ran));
  }

  private Check memory() throws InterruptedException {
    Ran ran =
        run(
            sandbox,
            "const all = []; for (;;) { all.push(new Uint8Array(1 << 20).fill(1)); await 0; }");
    boolean passed = ran.exit().cause() == SandboxExit.Cause.MEMORY;
    return new Check("memory is limited", passed, passed ? ran.exit().reason() : ending(ran));
  }

  private Check flood() throws InterruptedException {
    Ran ran = run(sandbox, "for (let i = 0; i < 2000; i++) console.log(i);");
    boolean passed = ran.exit().droppedLines() > 0;
    return new Check(
        "a flood of lines is cut off",
        passed,
        passed ? ran.exit().droppedLines() + " of 2000 lines dropped" : ending(ran));
  }

  private Ran run(DenoSandbox in, String code) throws InterruptedException {
    List<String> lines = new CopyOnWriteArrayList<>();
    List<String> errors = new CopyOnWriteArrayList<>();
    try (SdkSession session = sessions.open(context())) {
      SandboxExit exit =
          in.start(
                  new SandboxRequest("self-check.ts", code, POLICY, session),
                  (stream, at, line) ->
                      (stream == OutputStreamName.STDOUT ? lines : errors).add(line))
              .exit()
              .get(2 * SECONDS, TimeUnit.SECONDS);
      return new Ran(exit, lines, errors);
    } catch (ExecutionException | TimeoutException e) {
      throw new CoralException(ErrorCode.INTERNAL, "the self-check's script did not end", e);
    }
  }

  private static String ending(Ran ran) {
    SandboxExit exit = ran.exit();
    String said = ran.errors().isEmpty() ? "" : ", stderr: " + String.join(" ", ran.errors());
    String reason = exit.reason().isEmpty() ? "" : ", " + exit.reason();
    return "its script ended with exit code %d (%s)%s%s"
        .formatted(exit.exitCode(), exit.cause(), reason, said);
  }

  private static ExecutionContext context() {
    return new ExecutionContext(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "self-check",
        1,
        ScriptMode.AD_HOC,
        "manual",
        Instant.now().plusSeconds(SECONDS),
        List.of(),
        Map.of(),
        "",
        "",
        Map.of());
  }

  private static String source() {
    try (InputStream in =
        Objects.requireNonNull(SelfCheck.class.getResourceAsStream("self-check.ts"))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
