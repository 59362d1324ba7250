// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal;

import coral.api.runtime.ReadyPart;
import coral.api.telemetry.TelemetryStore;
import coral.telemetry.internal.receiver.OtlpReceivers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the OTLP ports and says where they are. */
@Component(
    service = {},
    configurationPid = TelemetryConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TelemetryConfig.class)
public final class OtlpReceiverComponent {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpReceiverComponent.class);

  private final OtlpReceivers receivers;
  private final List<ServiceRegistration<ReadyPart>> parts;

  @Activate
  public OtlpReceiverComponent(
      @Reference(name = "store") TelemetryStore store,
      BundleContext context,
      TelemetryConfig config) {
    receivers =
        OtlpReceivers.open(
            config.host(),
            config.otlp__grpc__port(),
            config.otlp__http__port(),
            store,
            Clock.systemUTC());
    parts =
        List.of(
            register(context, "otlpGrpc", receivers.grpcAddress()),
            register(context, "otlpHttp", receivers.httpUrl()));
    LOG.info("OTLP at {} (gRPC) and {}", receivers.grpcAddress(), receivers.httpUrl());
  }

  @Deactivate
  void close() {
    parts.forEach(ServiceRegistration::unregister);
    receivers.close();
  }

  private static ServiceRegistration<ReadyPart> register(
      BundleContext context, String name, String address) {
    return context.registerService(
        ReadyPart.class,
        new ReadyPart() {},
        FrameworkUtil.asDictionary(Map.of(ReadyPart.NAME, name, ReadyPart.ADDRESS, address)));
  }
}
