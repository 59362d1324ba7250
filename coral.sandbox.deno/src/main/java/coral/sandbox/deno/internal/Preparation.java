// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.limits.ResourceGroup;
import coral.api.sdk.SdkSessions;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Gets processes ready for a script: the slow part of a start, which can be done before. */
final class Preparation {
  private final ProcessStarter starter;
  private final ScriptGroups groups;

  private final Set<String> required;

  /**
   * @param required layers that every process has to report; one that lacks any gets no script
   */
  Preparation(ProcessStarter starter, ScriptGroups groups, Set<String> required) {
    this.starter = starter;
    this.groups = groups;
    this.required = Set.copyOf(required);
  }

  SpawnedProcess spawn(ProcessStarter.Purpose purpose) throws IOException {
    return starter.spawn(purpose);
  }

  /**
   * Waits until the process is ready.
   *
   * @throws IOException saying why it never will be; it is gone then
   */
  WaitingProcess prepare(
      SpawnedProcess spawned, int memoryLimitMb, int maxPids, Optional<SdkSessions> sessions)
      throws IOException {
    Process process = spawned.process();
    ProcessTree tree = ProcessTree.of(process);
    Optional<SdkSessions.Expected> expected = sessions.map(now -> now.expect(process.pid()));
    Optional<ResourceGroup> group = Optional.empty();
    try {
      groups.waiting().ifPresent(waiting -> tree.pids().forEach(waiting::add));
      ConfinementReport report = spawned.confine();
      requireAll(report);
      long leaf = tree.leaf();
      long charged = ProcFiles.anonymousBytes(leaf).orElse(0);
      group = groups.of(process.pid(), WaitingProcess.limits(memoryLimitMb, maxPids, charged));
      // now, not when its script comes: the kernel can take 10 ms for the first of such moves
      group.ifPresent(its -> its.add(leaf));
      return new WaitingProcess(
          process, report, leaf, memoryLimitMb, maxPids, charged, group, sessions, expected);
    } catch (IOException | RuntimeException e) {
      tree.kill();
      expected.ifPresent(SdkSessions.Expected::close);
      group.ifPresent(ResourceGroup::close);
      throw e;
    }
  }

  private void requireAll(ConfinementReport report) throws IOException {
    Set<String> on = report.on();
    for (var layer : report.layers()) {
      if (required.contains(layer.name()) && !on.contains(layer.name())) {
        throw new IOException(
            "its layer \"%s\" is off, which was on when the sandbox started: %s"
                .formatted(layer.name(), layer.detail()));
      }
    }
    if (!on.containsAll(required)) {
      throw new IOException("it reported the layers %s, wanted are %s".formatted(on, required));
    }
  }
}
