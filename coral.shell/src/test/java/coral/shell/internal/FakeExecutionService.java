// SPDX-License-Identifier: Apache-2.0
package coral.shell.internal;

import coral.api.execution.AssignedScript;
import coral.api.execution.Execution;
import coral.api.execution.ExecutionListener;
import coral.api.execution.ExecutionService;
import coral.api.execution.LogEntry;
import coral.api.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An agent that holds what a test gives it. */
final class FakeExecutionService implements ExecutionService {
  final List<AssignedScript> scripts = new ArrayList<>();
  final List<Execution> executions = new ArrayList<>();
  Optional<String> refusal = Optional.empty();

  @Override
  public void assign(Script script, Optional<UUID> deploymentId) {
    scripts.add(new AssignedScript(script, deploymentId, Optional.empty()));
  }

  @Override
  public boolean withdraw(UUID scriptId, String reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AssignedScript> assigned() {
    return scripts;
  }

  @Override
  public Optional<AssignedScript> assigned(UUID scriptId) {
    return scripts.stream().filter(s -> s.script().id().equals(scriptId)).findFirst();
  }

  @Override
  public List<Execution> executions(UUID scriptId) {
    return executions.stream().filter(e -> e.scriptId().equals(scriptId)).toList();
  }

  @Override
  public List<LogEntry> logs(UUID scriptId, int tail) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> refusal() {
    return refusal;
  }

  @Override
  public int maxConcurrent() {
    return 5;
  }

  @Override
  public AutoCloseable listen(ExecutionListener listener) {
    throw new UnsupportedOperationException();
  }
}
