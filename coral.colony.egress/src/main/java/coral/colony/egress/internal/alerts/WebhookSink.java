// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import coral.api.egress.Delivery;
import coral.api.egress.StoredEvent;
import coral.api.execution.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gets {@code {"version": 1, "id": …, "group": …, "alerts": […]}}.
 *
 * @param tokenFile read anew for each request
 */
public record WebhookSink(String name, URI uri, Severity minSeverity, Optional<Path> tokenFile)
    implements Sink {
  private static final int VERSION = 1;

  @Override
  public HttpRequest.Builder request(Delivery delivery, List<StoredEvent> alerts)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body(delivery, alerts)));
    if (tokenFile.isPresent()) {
      request.header("Authorization", "Bearer " + token(tokenFile.get()));
    }
    return request;
  }

  private static String token(Path file) throws IOException {
    String token = Files.readString(file).strip();
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IOException("%s does not hold one token".formatted(file));
    }
    return token;
  }

  private static String body(Delivery delivery, List<StoredEvent> alerts) {
    ObjectNode body = AlertView.JSON.createObjectNode();
    body.put("version", VERSION).put("id", delivery.id().toString());
    body.put("group", delivery.script());
    ArrayNode list = body.putArray("alerts");
    for (StoredEvent event : alerts) {
      AlertView alert = AlertView.of(event);
      list.addObject()
          .put("script", event.script())
          .put("agent", event.agentId())
          .put("severity", alert.severity())
          .put("name", alert.name())
          .put("message", alert.message())
          .put("timestamp", event.at().toString())
          .put("id", event.id())
          .set("data", alert.data());
    }
    return AlertView.JSON.writeValueAsString(body);
  }
}
