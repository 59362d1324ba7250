// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal.alerts;

import coral.api.egress.Delivery;
import coral.api.egress.StoredEvent;
import coral.api.execution.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/** Where alerts go. */
public sealed interface Sink permits WebhookSink, AlertmanagerSink {
  /** The same after every start: what waits for a sink is found by it. */
  String name();

  /** Alerts below it are not for this sink. */
  Severity minSeverity();

  /** Where requests go. */
  URI uri();

  /**
   * What to send, but for the headers that all sinks get.
   *
   * @throws IOException when something that the request needs cannot be read now
   */
  HttpRequest.Builder request(Delivery delivery, List<StoredEvent> alerts) throws IOException;

  /** Scheme, host and port; paths of webhooks are often secrets. */
  default String address() {
    return uri().getScheme()
        + "://"
        + uri().getHost()
        + (uri().getPort() < 0 ? "" : ":" + uri().getPort());
  }
}
