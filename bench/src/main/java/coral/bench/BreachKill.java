// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import coral.proto.agent.v1.Script;
import coral.proto.agent.v1.ScriptExecution;
import coral.proto.agent.v1.ScriptLogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From the moment when a script went over a limit until its process was gone. Scripts write the
 * time before each step towards the limit; the last one counts.
 */
record BreachKill(Distribution distribution) implements Benchmark {
  private static final Target HUNG = Target.atMost(20_000);
  private static final Target WORKER_BACK = Target.atMost(1_000);
  private static final Target NONE = Target.atMost(0);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration END_LIMIT = Duration.ofSeconds(60);
  private static final int STATEMENT_SECONDS = 2;

  /** How long the neighbour of statements is there. */
  private static final int NEIGHBOUR_SECONDS = 14;

  private static final Quotas QUOTAS =
      Quotas.of(Map.of("query.max_statement_seconds", STATEMENT_SECONDS));

  @Override
  public String name() {
    return "breach-kill";
  }

  @Override
  public String description() {
    return "from going over a limit to the end of the process";
  }

  @Override
  public Quotas quotas() {
    return QUOTAS;
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    try (CoralUp up = CoralUp.start(distribution, QUOTAS);
        Agent agent = up.agent()) {
      List<Row> rows = new ArrayList<>();
      int rounds = effort.of(5, 1);
      rows.add(row("memory, buffers: last MB begun to end", fill(agent, "buffers", rounds)));
      rows.add(row("memory, heap: last MB begun to end", fill(agent, "heap", effort.of(2, 1))));
      rows.add(row("time limit, waiting: beyond the limit", overtime(agent, "idle", rounds)));
      rows.add(row("time limit, computing: beyond the limit", overtime(agent, "busy", rounds)));
      rows.addAll(queries(agent, effort.of(3, 1)));
      int hung = effort.of(3, 0);
      if (hung > 0) {
        rows.add(row("event loop blocked: blocked to end", hang(agent, hung)).withTarget(HUNG));
      }
      return rows;
    }
  }

  private Row row(String what, List<Double> millis) {
    return Row.of(name(), what, Samples.of(millis), "ms");
  }

  private static List<Double> fill(Agent agent, String what, int rounds)
      throws InterruptedException {
    String code = BenchScript.load("breach-" + what + ".ts", Map.of());
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      String id = agent.deploy(Scripts.adHoc(what + "-" + i, code, END_LIMIT));
      millis.add(sinceLastLine(agent, id));
    }
    return millis;
  }

  private static List<Double> overtime(Agent agent, String what, int rounds)
      throws InterruptedException {
    String code = BenchScript.load("breach-time-" + what + ".ts", Map.of());
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      String id = agent.deploy(Scripts.adHoc(what + "-" + i, code, TIMEOUT));
      ScriptExecution end = agent.awaitFirstEnd(id, END_LIMIT);
      Instant limit = Scripts.time(end.getStartedAt()).plus(TIMEOUT);
      millis.add(Scripts.millisBetween(limit, Scripts.time(end.getCompletedAt())));
    }
    return millis;
  }

  /** All at once: they compute in turn, and each is hung all the while. */
  private static List<Double> hang(Agent agent, int scripts) throws InterruptedException {
    String code = BenchScript.load("breach-hung.ts", Map.of());
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < scripts; i++) {
      ids.add(agent.deploy(Scripts.daemon("hung-" + i, code)));
    }
    List<Double> millis = new ArrayList<>();
    for (String id : ids) {
      millis.add(sinceLastLine(agent, id));
      agent.stop(id);
    }
    return millis;
  }

  private static double sinceLastLine(Agent agent, String id) throws InterruptedException {
    ScriptExecution end = agent.awaitFirstEnd(id, END_LIMIT);
    Instant last =
        lines(agent, id)
            .filter(entry -> entry.getExecutionId().equals(end.getExecutionId()))
            .map(entry -> Instant.ofEpochMilli(Long.parseLong(entry.getLine())))
            .reduce((_, next) -> next)
            .orElseThrow(() -> new IllegalStateException("wrote nothing before its end: " + end));
    return Scripts.millisBetween(last, Scripts.time(end.getCompletedAt()));
  }

  private static Stream<ScriptLogEntry> lines(Agent agent, String id) {
    return agent.log(id).stream().filter(entry -> entry.getStream().equals("stdout"));
  }

  /** One statement after the other costs the query worker's life, while another script asks on. */
  private List<Row> queries(Agent agent, int bombs) throws InterruptedException {
    String neighbour =
        agent.deploy(script("neighbour", "breach-neighbour.ts", "SECONDS", NEIGHBOUR_SECONDS));
    List<Double> beyond = new ArrayList<>();
    for (int i = 0; i < bombs; i++) {
      String id = agent.deploy(script("bomb-" + i, "breach-query.ts", "LENGTH", 200_000));
      agent.awaitFirstEnd(id, END_LIMIT);
      JsonNode end = result(agent, id);
      if (end.get("answered").asBoolean()) {
        throw new IllegalStateException("the statement that should take minutes was answered");
      }
      beyond.add(end.get("millis").asDouble() - STATEMENT_SECONDS * 1_000.0);
    }
    agent.awaitFirstEnd(neighbour, END_LIMIT);
    JsonNode had = result(agent, neighbour);
    Samples answers = Samples.of(had.get("millis"));
    long failed = had.get("failed").asLong();
    return List.of(
        row("statement without interrupts: beyond its limit", beyond),
        Row.of(name(), "— a neighbour's queries meanwhile", answers, "ms"),
        Row.figure(name(), "— its longest wait for one", answers.most(), "ms", answers.count())
            .withTarget(WORKER_BACK),
        Row.count(name(), "— its queries that failed", failed, "queries", answers.count())
            .withTarget(NONE));
  }

  private static Script script(String name, String file, String constant, int value) {
    return Scripts.adHoc(name, BenchScript.load(file, Map.of(constant, value)), END_LIMIT);
  }

  private static JsonNode result(Agent agent, String id) {
    return JsonMapper.shared()
        .readTree(lines(agent, id).reduce((_, next) -> next).orElseThrow().getLine());
  }
}
