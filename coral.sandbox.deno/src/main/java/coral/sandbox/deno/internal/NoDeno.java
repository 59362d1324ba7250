// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sandbox.Check;
import coral.api.sandbox.OutputListener;
import coral.api.sandbox.Sandbox;
import coral.api.sandbox.SandboxProcess;
import coral.api.sandbox.SandboxRequest;
import coral.api.script.Diagnostic;
import coral.api.script.ScriptValidator;
import java.util.List;

/**
 * Where there is no usable Deno: the rest of the process works, and whoever needs Deno is told what
 * to do.
 */
record NoDeno(String refusal) implements Sandbox, ScriptValidator {
  @Override
  public Info info() {
    return new Info("", "", refusal, List.of());
  }

  @Override
  public SandboxProcess start(SandboxRequest request, OutputListener output) {
    throw new CoralException(ErrorCode.UNAVAILABLE, refusal);
  }

  @Override
  public List<Check> check() {
    return List.of(new Check("Deno starts", false, refusal));
  }

  @Override
  public List<Diagnostic> validate(String code, String fileName) {
    throw new CoralException(ErrorCode.UNAVAILABLE, refusal);
  }

  @Override
  public String runtimeVersion() {
    return "";
  }
}
