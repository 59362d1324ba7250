// SPDX-License-Identifier: Apache-2.0
package coral.cli.mcp;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers for a colony that is not there. A list without any tool would leave the AI without a word
 * of why, so there is one tool, and calling it, or any other, says how to start a colony.
 */
final class WithoutColony {
  static final String NONE_RUNS =
      "no colony is running here: start one with \"coral up\", then call again; this connection finds it by itself";
  static final String NONE_ANSWERS =
      "the colony does not answer: start one with \"coral up\", then call again; this connection finds it by itself";
  static final String GONE =
      "the colony went away during the call, and what became of it is not known: see that one runs (\"coral up\"),"
          + " then look with coral_list_scripts before you call again";

  private static final List<String> VERSIONS =
      List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

  JsonNode greeting(JsonNode initialize) {
    String asked = initialize.path("params").path("protocolVersion").asString("");
    ObjectNode result =
        RpcJson.JSON
            .createObjectNode()
            .put("protocolVersion", VERSIONS.contains(asked) ? asked : VERSIONS.getFirst());
    result.putObject("capabilities").putObject("tools").put("listChanged", true);
    result.putObject("serverInfo").put("name", "coral").put("version", version());
    return result.put(
        "instructions", "No colony is running yet: the user starts one with \"coral up\".");
  }

  /** What a request comes to; {@code why} says what is the matter with the colony. */
  JsonNode answer(JsonNode request, String why) {
    JsonNode id = request.get("id");
    return switch (RpcJson.method(request)) {
      case "ping" -> RpcJson.result(id, RpcJson.JSON.createObjectNode());
      case "tools/list" -> RpcJson.result(id, tools());
      case "tools/call" -> RpcJson.toolError(id, why);
      default -> RpcJson.error(id, -32_000, why);
    };
  }

  private static JsonNode tools() {
    ObjectNode list = RpcJson.JSON.createObjectNode();
    ObjectNode tool = list.putArray("tools").addObject();
    tool.put("name", "coral_start")
        .put("title", "How to start Coral")
        .put(
            "description",
            "No colony is running: this says how the user starts one. Coral's tools appear when it runs.");
    tool.putObject("inputSchema").put("type", "object");
    tool.putObject("annotations").put("readOnlyHint", true);
    return list;
  }

  private static String version() {
    String version = WithoutColony.class.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }
}
