// SPDX-License-Identifier: Apache-2.0
package coral.boot.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.launch.Framework;

/** In a real framework, with bundles that offer a service. */
class BundleSwapTest {
  @TempDir Path directory;
  private Framework framework;
  private BundleContext context;
  private BundleSwap swap;

  /** What became of the service: {@code +1.0.0}, {@code -1.0.0}. */
  private final List<String> services = new CopyOnWriteArrayList<>();

  @BeforeEach
  void startFramework() throws Exception {
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    directory.resolve("storage").toString(),
                    Constants.FRAMEWORK_BSNVERSION,
                    Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                    "felix.shutdown.hook",
                    "false"));
    framework.start();
    context = framework.getBundleContext();
    context.addServiceListener(
        (ServiceListener) this::note, "(objectClass=" + Supplier.class.getName() + ")");
    swap = new BundleSwap(context, new OfferedServices(Duration.ofMillis(100)));
  }

  private void note(ServiceEvent event) {
    String sign = event.getType() == ServiceEvent.REGISTERED ? "+" : "-";
    services.add(sign + event.getServiceReference().getBundle().getVersion());
  }

  @AfterEach
  void stopFramework() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  @Test
  void startsBundleOfNewName() throws Exception {
    swap.install(jar("new.jar", TestJar.bundle("new", "1.0.0")));
    assertThat(active("new")).containsExactly("1.0.0");
  }

  @Test
  void stopsThePredecessorFirst() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0"));
    swap.install(jar("b.jar", TestJar.bundle("b", "1.0.1")));
    assertThat(services).containsExactly("+1.0.0", "-1.0.0", "+1.0.1");
    assertThat(active("b")).containsExactly("1.0.1");
  }

  @Test
  void startsBesideThePredecessorWhereTheManifestSaysSo() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0").beside());
    swap.install(jar("b.jar", TestJar.bundle("b", "1.0.1").beside()));
    assertThat(services).containsExactly("+1.0.0", "+1.0.1", "-1.0.0");
    assertThat(active("b")).containsExactly("1.0.1");
  }

  @Test
  void returnsToTheDistributionWhenTheDropInIsRemoved() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0"));
    Path jar = jar("b.jar", TestJar.bundle("b", "1.0.1"));
    swap.install(jar);
    swap.remove(jar);
    assertThat(services).containsExactly("+1.0.0", "-1.0.0", "+1.0.1", "-1.0.1", "+1.0.0");
    assertThat(installed("b")).containsExactly("1.0.0");
  }

  @Test
  void returnsWithoutGapWhereTheManifestSaysSo() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0").beside());
    Path jar = jar("b.jar", TestJar.bundle("b", "1.0.1").beside());
    swap.install(jar);
    services.clear();
    swap.remove(jar);
    assertThat(services).containsExactly("+1.0.0", "-1.0.1");
  }

  @Test
  void replacesDropInByItsChangedContent() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0").beside());
    Path jar = jar("b.jar", TestJar.bundle("b", "1.0.1").beside());
    swap.install(jar);
    swap.install(jar("b.jar", TestJar.bundle("b", "1.0.2").beside()));
    assertThat(active("b")).containsExactly("1.0.2");
    assertThat(installed("b")).containsExactly("1.0.0", "1.0.2");
    swap.remove(jar);
    assertThat(active("b")).containsExactly("1.0.0");
  }

  @Test
  void replacesDropInWithTheSameVersionAgain() throws Exception {
    Path jar = jar("b.jar", TestJar.bundle("b", "1.0.0"));
    swap.install(jar);
    swap.install(jar);
    assertThat(installed("b")).hasSize(1);
    assertThat(active("b")).hasSize(1);
  }

  @Test
  void returnsToTheOtherDropInOfThatName() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0"));
    Path first = jar("first.jar", TestJar.bundle("b", "1.0.2"));
    Path second = jar("second.jar", TestJar.bundle("b", "1.0.1"));
    swap.install(first);
    swap.install(second);
    assertThat(active("b")).containsExactly("1.0.1");
    swap.remove(second);
    assertThat(active("b")).containsExactly("1.0.2");
    swap.remove(first);
    assertThat(active("b")).containsExactly("1.0.0");
  }

  @Test
  void removingReplacedDropInChangesNothing() throws Exception {
    Path first = jar("first.jar", TestJar.bundle("b", "1.0.0"));
    swap.install(first);
    swap.install(jar("second.jar", TestJar.bundle("b", "1.0.1")));
    swap.remove(first);
    assertThat(installed("b")).containsExactly("1.0.1");
    assertThat(active("b")).containsExactly("1.0.1");
  }

  @Test
  void jarThatBecomesAnotherBundleLeavesTheFirst() throws Exception {
    swap.install(jar("x.jar", TestJar.bundle("b", "1.0.0")));
    swap.install(jar("x.jar", TestJar.bundle("c", "1.0.0")));
    assertThat(installed("b")).isEmpty();
    assertThat(active("c")).containsExactly("1.0.0");
  }

  @Test
  void keepsThePredecessorWhenTheSuccessorDoesNotStart() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0"));
    Path broken = jar("b.jar", TestJar.bundle("b", "1.0.1").header("Greeter", "fails"));
    assertThatThrownBy(() -> swap.install(broken)).isInstanceOf(IllegalStateException.class);
    assertThat(active("b")).containsExactly("1.0.0");
    assertThat(installed("b")).containsExactly("1.0.0");
  }

  @Test
  void keepsThePredecessorWhenTheSuccessorDoesNotResolve() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0").beside());
    Path jar =
        jar("b.jar", TestJar.bundle("b", "1.0.1").beside().header("Import-Package", "no.such"));
    assertThatThrownBy(() -> swap.install(jar)).hasMessageContaining("no.such");
    assertThat(services).containsExactly("+1.0.0");
    assertThat(installed("b")).containsExactly("1.0.0");
  }

  @Test
  void keepsThePredecessorWhenTheSuccessorOffersLess() throws Exception {
    distribution(TestJar.bundle("b", "1.0.0").beside());
    Path jar = jar("b.jar", TestJar.bundle("b", "1.0.1").beside().header("Greeter", "silent"));
    assertThatThrownBy(() -> swap.install(jar))
        .hasMessage(
            "b 1.0.1 does not offer [java.util.function.Supplier], which the running version does");
    assertThat(services).containsExactly("+1.0.0");
    assertThat(installed("b")).containsExactly("1.0.0");
  }

  @Test
  void refusesWhatOutlivesUpdates() throws Exception {
    for (String name : List.of("coral.api", "coral.handover", "coral.boot", "coral.lib.grpc")) {
      Path jar = jar("x.jar", TestJar.bundle(name + ";singleton:=true", "9.0.0"));
      assertThatThrownBy(() -> swap.install(jar))
          .hasMessage(
              name
                  + " cannot be updated in a running process: replace it in the distribution and restart");
      assertThat(installed(name)).isEmpty();
    }
  }

  @Test
  void saysWhatIsNoBundle() throws IOException {
    Path text = Files.writeString(directory.resolve("x.jar"), "no zip");
    assertThatThrownBy(() -> swap.install(text)).hasMessageStartingWith("it cannot be read: ");
    Path plain = jar("plain.jar", TestJar.plain());
    assertThatThrownBy(() -> swap.install(plain))
        .hasMessage("it is no OSGi bundle: its manifest has no Bundle-SymbolicName");
  }

  @Test
  void isReadyOnceEveryBundleIsStarted() throws Exception {
    Bundle bundle = install(TestJar.bundle("b", "1.0.0"));
    install(TestJar.bundle("fragment", "1.0.0").header("Fragment-Host", "b"));
    assertThat(swap.ready()).isFalse();
    bundle.start();
    assertThat(swap.ready()).isTrue();
    bundle.stop();
    assertThat(swap.ready()).as("stopped by hand later").isTrue();
  }

  private Path jar(String file, TestJar bundle) throws IOException {
    return bundle.write(directory.resolve(file));
  }

  private void distribution(TestJar bundle) throws Exception {
    install(bundle).start();
  }

  private Bundle install(TestJar bundle) throws Exception {
    Path file = Files.createTempFile(directory, "distribution", ".jar");
    return context.installBundle("reference:" + bundle.write(file).toUri());
  }

  private List<String> active(String name) {
    return versions(named(name).filter(bundle -> bundle.getState() == Bundle.ACTIVE));
  }

  private List<String> installed(String name) {
    return versions(named(name));
  }

  private Stream<Bundle> named(String name) {
    return Stream.of(context.getBundles()).filter(b -> name.equals(b.getSymbolicName()));
  }

  private static List<String> versions(Stream<Bundle> bundles) {
    return bundles.map(bundle -> bundle.getVersion().toString()).toList();
  }
}
