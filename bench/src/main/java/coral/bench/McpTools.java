// SPDX-License-Identifier: Apache-2.0
package coral.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long an AI waits for a tool, over HTTP on loopback, in one session. */
record McpTools(Distribution distribution) implements Benchmark {
  @Override
  public String name() {
    return "mcp";
  }

  @Override
  public String description() {
    return "MCP over HTTP: the list of tools, a call that asks the colony, one that runs a query on the agent";
  }

  @Override
  public List<Row> run(Effort effort) throws Exception {
    try (CoralUp up = CoralUp.start(distribution);
        HttpClient http = HttpClient.newHttpClient()) {
      Session session = Session.begin(http, up);
      Map<String, Integer> rounds = new LinkedHashMap<>();
      rounds.put("tools/list", effort.of(500, 2));
      rounds.put("coral_list_scripts", effort.of(500, 2));
      rounds.put("coral_query", effort.of(30, 1));
      List<Row> rows = new ArrayList<>();
      for (var each : rounds.entrySet()) {
        List<Double> millis = new ArrayList<>();
        int warmUp = Math.max(1, each.getValue() / 10);
        for (int i = -warmUp; i < each.getValue(); i++) {
          double took = session.time(each.getKey(), i);
          if (i >= 0) {
            millis.add(took);
          }
        }
        rows.add(Row.of(name(), each.getKey(), Samples.of(millis), "ms"));
      }
      return rows;
    }
  }

  /** A session with the colony's MCP server. */
  private record Session(HttpClient http, URI url, String token, String id) {
    static Session begin(HttpClient http, CoralUp up) throws IOException, InterruptedException {
      Session none = new Session(http, URI.create(up.address("mcp")), up.token(), "");
      HttpResponse<String> response =
          none.post(
              """
              {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
               "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}}""");
      String id = response.headers().firstValue("Mcp-Session-Id").orElseThrow();
      return new Session(http, none.url(), none.token(), id);
    }

    /** Milliseconds of one request; each statement is one that was never seen before. */
    double time(String what, int round) throws IOException, InterruptedException {
      String message =
          what.equals("tools/list")
              ? "{\"jsonrpc\": \"2.0\", \"id\": 2, \"method\": \"tools/list\"}"
              : """
                {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "%s", "arguments": %s}}"""
                  .formatted(
                      what,
                      what.equals("coral_query")
                          ? "{\"sql\": \"SELECT %d AS n\"}".formatted(round)
                          : "{}");
      long from = System.nanoTime();
      HttpResponse<String> response = post(message);
      double took = (System.nanoTime() - from) / 1e6;
      if (!response.body().contains("\"result\"") || response.body().contains("\"isError\":true")) {
        throw new IllegalStateException(what + ": " + response.body());
      }
      return took;
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(url)
              .header("Authorization", "Bearer " + token)
              .header("Accept", "application/json, text/event-stream")
              .POST(BodyPublishers.ofString(body));
      return http.send(
          (id.isEmpty() ? request : request.header("Mcp-Session-Id", id)).build(),
          BodyHandlers.ofString());
    }
  }
}
