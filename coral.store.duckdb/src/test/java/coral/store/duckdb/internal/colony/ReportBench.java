// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.execution.Report;
import coral.api.script.AuditEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Not a test: reports a second into a colony's store, and what a decision waits meanwhile.
 * Arguments: seconds, agents, lines a report batch (each with a tenth as many events), and
 * milliseconds between an agent's batches.
 */
final class ReportBench {
  private ReportBench() {}

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int agents = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    int lines = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    int pause = args.length > 3 ? Integer.parseInt(args[3]) : 100;
    Path root = Files.createTempDirectory("coral-bench");
    ColonyDatabase database = new ColonyDatabase(root.resolve("colony.db"), () -> Long.MAX_VALUE);
    DuckDbExecutionStore executions = new DuckDbExecutionStore(database);
    DuckDbScriptStore scripts = new DuckDbScriptStore(database);
    ConcurrentLinkedQueue<Long> applied = new ConcurrentLinkedQueue<>();
    List<Long> decisions = new ArrayList<>();
    AtomicLong stored = new AtomicLong();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int a = 0; a < agents; a++) {
      String agent = "agent-" + a;
      UUID id = UUID.randomUUID();
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    long sequence = 0;
                    while (System.nanoTime() < end) {
                      List<Report> reports = new ArrayList<>();
                      for (int i = 0; i < lines; i++) {
                        sequence++;
                        reports.add(
                            ExecutionStoreContract.line(
                                id, sequence, "[OK] P99 latency: 450ms, number " + sequence));
                      }
                      for (int i = 0; i < lines / 10; i++) {
                        sequence++;
                        reports.add(ExecutionStoreContract.event(id, sequence, "{\"p99\":512}"));
                      }
                      long before = System.nanoTime();
                      stored.addAndGet(executions.apply(agent, reports).size());
                      applied.add(System.nanoTime() - before);
                      pause(pause);
                    }
                  }));
    }
    while (System.nanoTime() < end) {
      long before = System.nanoTime();
      scripts.audit(new AuditEntry(Instant.now(), "joe", "deploy", "alert v1", ""));
      decisions.add(System.nanoTime() - before);
      pause(200);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf(
        "%,d reports stored, %,.0f a second%n", stored.get(), stored.get() / (double) seconds);
    print("apply", applied.stream().mapToLong(n -> n).toArray());
    print("decision beside", decisions.stream().mapToLong(n -> n).toArray());
    decisions.clear();
    for (int i = 0; i < 20; i++) {
      pause(50);
      long before = System.nanoTime();
      scripts.audit(new AuditEntry(Instant.now(), "joe", "deploy", "alert v1", ""));
      decisions.add(System.nanoTime() - before);
    }
    print("decision alone", decisions.stream().mapToLong(n -> n).toArray());
    long before = System.nanoTime();
    int tail = executions.logs(ExecutionStoreContract.SCRIPT, 100).size();
    System.out.printf(
        "last %d of all lines in %.1f ms%n", tail, (System.nanoTime() - before) / 1e6);
    database.close();
    printCpu();
  }

  private static void printCpu() {
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(cpu -> System.out.printf("%.1f s of CPU time%n", cpu.toMillis() / 1e3));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }
}
