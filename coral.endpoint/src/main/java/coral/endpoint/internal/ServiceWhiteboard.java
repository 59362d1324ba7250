// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.util.MutableHandlerRegistry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The services that are there now. Of several with one name the highest ranking serves, and among
 * equals the newest: that is how a bundle is replaced by its successor without a gap. A service
 * that is not there now, and was or will be, answers UNAVAILABLE.
 */
final class ServiceWhiteboard extends HandlerRegistry {
  private record Offer(long id, int ranking, ServerServiceDefinition definition) {
    String name() {
      return definition.getServiceDescriptor().getName();
    }
  }

  private final MutableHandlerRegistry active = new MutableHandlerRegistry();
  private final Map<Long, Offer> offers = new HashMap<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final AbsentService absent;
  private final HealthStatusManager health;

  ServiceWhiteboard(EndpointSettings settings, HealthStatusManager health) {
    this.health = health;
    absent = new AbsentService(settings.role());
    known.addAll(settings.expected());
    known.forEach(name -> health.setStatus(name, ServingStatus.NOT_SERVING));
  }

  synchronized void add(long id, int ranking, BindableService service) {
    var offer = new Offer(id, ranking, service.bindService());
    offers.put(id, offer);
    known.add(offer.name());
    choose(offer.name());
  }

  synchronized void remove(long id) {
    Offer offer = offers.remove(id);
    if (offer == null) {
      return;
    }
    if (!choose(offer.name())) {
      active.removeService(offer.definition());
    }
  }

  /** Makes the best offer of that name the one that serves; false when there is none. */
  private boolean choose(String name) {
    var best =
        offers.values().stream()
            .filter(offer -> offer.name().equals(name))
            .max(Comparator.comparingInt(Offer::ranking).thenComparingLong(Offer::id));
    best.ifPresent(offer -> active.addService(offer.definition()));
    health.setStatus(name, best.isPresent() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    return best.isPresent();
  }

  @Override
  public List<ServerServiceDefinition> getServices() {
    return active.getServices();
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String methodName, @Nullable String authority) {
    ServerMethodDefinition<?, ?> method = active.lookupMethod(methodName, authority);
    if (method != null) {
      return method;
    }
    String service = MethodDescriptor.extractFullServiceName(methodName);
    boolean offered =
        active.getServices().stream()
            .anyMatch(definition -> definition.getServiceDescriptor().getName().equals(service));
    return !offered && service != null && known.contains(service)
        ? absent.unavailable(methodName)
        : absent.unimplemented(methodName);
  }
}
