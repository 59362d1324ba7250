// SPDX-License-Identifier: Apache-2.0

package coral.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code coral bench}. */
@Command(
    name = "coral bench",
    mixinStandardHelpOptions = true,
    description = "Measures the distribution on this machine and prints a table.")
public final class Main implements Callable<Integer> {
  private static final int QUICK_AGENTS = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      description = "Benchmarks to run (default: all but fleet and soak)")
  private List<String> names = List.of();

  @Option(names = "--list", description = "List the benchmarks")
  private boolean list;

  @Option(
      names = "--quick",
      description = "A few rounds only, to see that they work; such figures mean nothing")
  private boolean quick;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long the soak lasts (default: ${DEFAULT-VALUE})")
  private int minutes = 10;

  @Option(
      names = "--agents",
      paramLabel = "N",
      description = "How many agents the fleet has (default: ${DEFAULT-VALUE}, 20 with --quick)")
  private int agents = 1_000;

  @Option(names = "--json", paramLabel = "FILE", description = "Write machine and rows to FILE")
  private @Nullable Path json;

  /**
   * Ends with 0 when all benchmarks ran, whether or not they met their targets; a soak has to meet
   * them.
   */
  public static void main(String[] args) {
    Interruption.install();
    System.exit(run(new PrintWriter(System.out, true, UTF_8), args));
  }

  static int run(PrintWriter out, String... args) {
    return new CommandLine(new Main()).setOut(out).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Distribution distribution = Distribution.current();
    List<Benchmark> all = benchmarks(distribution);
    if (list) {
      all.forEach(each -> out.printf("%-18s %s%n", each.name(), each.description()));
      return 0;
    }
    List<Benchmark> chosen = choose(all);
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    machine.putAll(Machine.describe(distribution));
    machine.forEach((key, value) -> out.printf("%-13s %s%n", key, value));
    out.printf("%-13s %s%n%n", "quotas", Quotas.RAISED + ", unless it says otherwise");
    List<Row> rows = new ArrayList<>();
    int failed = 0;
    for (Benchmark benchmark : chosen) {
      failed += measure(benchmark, rows);
    }
    out.println();
    out.print(Table.of(rows));
    out.printf("%nload average at the end: %s%n", Machine.loadAverage());
    out.flush();
    if (json != null) {
      write(json, machine, rows);
    }
    return failed == 0 ? 0 : 1;
  }

  static List<Benchmark> benchmarks(Distribution distribution) {
    return List.of(
        new AgentReady(distribution),
        new CliStart(distribution),
        new SdkRoundTrip(distribution),
        new QueryTenThousand(distribution),
        new Guardrail(distribution),
        new DeployFirstLine(distribution),
        new Ingest(distribution),
        new ScriptStart(distribution),
        new QuotaCpu(distribution),
        new BreachKill(distribution),
        new McpTools(distribution),
        new FleetScale(distribution),
        new Soak(distribution));
  }

  private List<Benchmark> choose(List<Benchmark> all) {
    for (String name : names) {
      if (all.stream().noneMatch(each -> each.name().equals(name))) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no benchmark \"%s\", only %s"
                .formatted(name, String.join(", ", all.stream().map(Benchmark::name).toList())));
      }
    }
    return all.stream()
        .filter(each -> names.isEmpty() ? !each.onlyByName() : names.contains(each.name()))
        .toList();
  }

  private Duration endurance() {
    return quick ? Duration.ofSeconds(20) : Duration.ofMinutes(minutes);
  }

  /** One benchmark that fails does not take the others' figures with it. */
  private int measure(Benchmark benchmark, List<Row> rows) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %s (load %s)%n", benchmark.name(), benchmark.description(), Machine.loadAverage());
    if (!benchmark.quotas().equals(Quotas.RAISED)) {
      out.printf("  quotas: %s%n", benchmark.quotas());
    }
    out.flush();
    try {
      List<Row> measured =
          benchmark.run(new Effort(quick, endurance(), quick ? QUICK_AGENTS : agents));
      rows.addAll(measured);
      return benchmark.endurance() && measured.stream().anyMatch(Row::missed) ? 1 : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (Exception e) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf("%s failed: %s%n", benchmark.name(), e);
      err.flush();
      return 1;
    }
  }

  private static void write(Path file, Map<String, String> machine, List<Row> rows)
      throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("machine", machine);
    report.put("rows", rows.stream().map(Row::json).toList());
    Files.writeString(
        file,
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(report));
  }
}
