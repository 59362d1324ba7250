// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import coral.api.runtime.AccessToken;
import coral.api.runtime.ReadyPart;
import io.grpc.BindableService;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** An endpoint that is announced as a {@link ReadyPart} for as long as it listens. */
final class ReadyEndpoint {
  private final GrpcEndpoint endpoint;
  private final ServiceRegistration<ReadyPart> ready;

  ReadyEndpoint(BundleContext context, AccessToken token, EndpointSettings settings) {
    endpoint = GrpcEndpoint.open(settings, token);
    var properties =
        FrameworkUtil.asDictionary(
            Map.of(ReadyPart.NAME, settings.role(), ReadyPart.ADDRESS, endpoint.address()));
    ready = context.registerService(ReadyPart.class, new Listening(), properties);
  }

  void add(BindableService service, Map<String, Object> properties) {
    endpoint.services().add(id(properties), ranking(properties), service);
  }

  void remove(BindableService service, Map<String, Object> properties) {
    endpoint.services().remove(id(properties));
  }

  void close() {
    ready.unregister();
    endpoint.close();
  }

  private static long id(Map<String, Object> properties) {
    return (Long) properties.getOrDefault(Constants.SERVICE_ID, 0L);
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
  }

  /**
   * No record: the parts of two endpoints must not be equal, those who count them use them as keys.
   */
  static final class Listening implements ReadyPart {}
}
