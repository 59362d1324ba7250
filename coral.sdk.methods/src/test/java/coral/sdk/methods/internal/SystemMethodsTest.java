// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.telemetry.HostStats;
import coral.api.telemetry.TelemetryRow;
import coral.api.telemetry.TelemetryStore;
import coral.proto.sdk.v1.CpuResponse;
import coral.proto.sdk.v1.HostResponse;
import coral.proto.sdk.v1.MemoryResponse;
import coral.proto.sdk.v1.ServicesResponse;
import coral.proto.sdk.v1.SystemRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemMethodsTest {
  private static final HostStats STATS =
      new HostStats() {
        @Override
        public Cpu cpu() {
          return new Cpu(35, 20, 10, 5, 2, 0.5, 0.6, 0.7);
        }

        @Override
        public Memory memory() {
          return new Memory(1_000, 250, 100, 90, 80, 8);
        }

        @Override
        public Host host() {
          return new Host("web-1", "Linux", "6.18", "amd64", 12.5, 2);
        }
      };

  private final FakeCall call = FakeCall.of(SystemRequest.getDefaultInstance());

  @Test
  void cpuIsInPercentOfAllCores() throws Exception {
    assertThat(CpuResponse.parseFrom(new GetCpu(STATS).call(call)))
        .isEqualTo(
            CpuResponse.newBuilder()
                .setUsagePercent(35)
                .setUserPercent(20)
                .setSystemPercent(10)
                .setIowaitPercent(5)
                .setCores(2)
                .setLoad1M(0.5)
                .setLoad5M(0.6)
                .setLoad15M(0.7)
                .build());
  }

  @Test
  void memoryUsedIsWhatIsNotAvailable() throws Exception {
    assertThat(MemoryResponse.parseFrom(new GetMemory(STATS).call(call)))
        .isEqualTo(
            MemoryResponse.newBuilder()
                .setTotal(1_000)
                .setUsed(750)
                .setAvailable(250)
                .setFree(100)
                .setCached(90)
                .setSwapTotal(80)
                .setSwapUsed(8)
                .setUsagePercent(75)
                .build());
  }

  @Test
  void hostIsDescribed() throws Exception {
    assertThat(HostResponse.parseFrom(new GetHost(STATS).call(call)))
        .isEqualTo(
            HostResponse.newBuilder()
                .setHostname("web-1")
                .setOs("Linux")
                .setKernel("6.18")
                .setArch("amd64")
                .setUptimeSeconds(12.5)
                .setCores(2)
                .build());
  }

  @Test
  void servicesAreThoseOfTheStore() throws Exception {
    var store =
        new TelemetryStore() {
          @Override
          public void append(List<? extends TelemetryRow> rows) {}

          @Override
          public Map<String, Long> rowCounts() {
            return Map.of();
          }

          @Override
          public List<String> services() {
            return List.of("cache", "payments");
          }
        };
    assertThat(ServicesResponse.parseFrom(new ListServices(store).call(call)).getServicesList())
        .containsExactly("cache", "payments");
  }
}
