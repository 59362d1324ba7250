// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import coral.api.egress.Delivery;
import coral.api.egress.StoredEvent;
import coral.api.execution.Severity;
import coral.colony.egress.internal.metrics.Names;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prometheus Alertmanager's {@code POST /api/v2/alerts}. Alerts with the same labels are one there:
 * what changes from one to the next is an annotation.
 *
 * @param uri with the path of the API
 */
public record AlertmanagerSink(String name, URI uri, Severity minSeverity) implements Sink {

  @Override
  public HttpRequest.Builder request(Delivery delivery, List<StoredEvent> alerts) {
    return HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body(alerts)));
  }

  private static String body(List<StoredEvent> alerts) {
    ArrayNode list = AlertView.JSON.createArrayNode();
    for (StoredEvent event : alerts) {
      AlertView alert = AlertView.of(event);
      ObjectNode one = list.addObject();
      ObjectNode labels = one.putObject("labels");
      for (Map.Entry<String, JsonNode> label : alert.data().path("labels").properties()) {
        String legal = Names.label(label.getKey());
        if (!legal.isEmpty() && label.getValue().isValueNode()) {
          labels.put(legal, label.getValue().asString());
        }
      }
      if (!alert.text("service").isEmpty()) {
        labels.put("service", alert.text("service"));
      }
      labels
          .put("alertname", alert.name())
          .put("script", event.script())
          .put("agent", event.agentId())
          .put("severity", alert.severity());
      one.putObject("annotations")
          .put("summary", alert.message())
          .put("data", alert.data().toString())
          .put("id", event.id());
      one.put("startsAt", event.at().toString());
    }
    return AlertView.JSON.writeValueAsString(list);
  }
}
