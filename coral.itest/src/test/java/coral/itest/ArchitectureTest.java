// SPDX-License-Identifier: Apache-2.0

package coral.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** The jars of the distribution keep the rules of the architecture, read off their manifests. */
class ArchitectureTest {

  /** Whose packages a bundle of ours may import; everything else meets in services. */
  private static final Set<String> SHARED =
      Set.of(
          "coral.api",
          "coral.proto",
          "coral.wire",
          "coral.views",
          "coral.lib.grpc",
          "coral.lib.junixsocket",
          "coral.lib.log",
          "coral.lib.mcp",
          "coral.lib.otlp");

  private static final Map<String, Attributes> BUNDLES = new TreeMap<>();

  @BeforeAll
  static void readManifests() throws IOException {
    try (var jars = Files.list(Path.of(System.getProperty("coral.home"), "bundles"))) {
      for (Path jar : jars.toList()) {
        Attributes manifest = manifest(jar);
        String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name != null && name.startsWith("coral.")) {
          BUNDLES.put(name, manifest);
        }
      }
    }
    assertThat(BUNDLES).containsKeys("coral.api", "coral.agent", "coral.colony");
  }

  @Test
  void noImplementationBundleImportsAnother() {
    Map<String, String> exporters = new HashMap<>();
    BUNDLES.forEach(
        (bundle, m) ->
            packages(m, Constants.EXPORT_PACKAGE).forEach(p -> exporters.put(p, bundle)));
    List<String> violations =
        BUNDLES.entrySet().stream()
            .flatMap(
                e ->
                    packages(e.getValue(), Constants.IMPORT_PACKAGE).stream()
                        .filter(p -> p.startsWith("coral."))
                        .filter(p -> !e.getKey().equals(exporters.get(p)))
                        .filter(p -> !SHARED.contains(exporters.getOrDefault(p, "nobody")))
                        .map(p -> e.getKey() + " imports " + p + " of " + exporters.get(p)))
            .toList();
    assertThat(violations).isEmpty();
  }

  @Test
  void apiImportsNothingButTheJdkAndAnnotations() {
    assertThat(packages(BUNDLES.get("coral.api"), Constants.IMPORT_PACKAGE))
        .allMatch(
            p ->
                p.startsWith("java.")
                    || p.startsWith("coral.api")
                    || p.startsWith("org.osgi.annotation")
                    || p.equals("org.jspecify.annotations"));
  }

  @Test
  void viewsImportOnlyWhatTheyAreMadeFromAndWrittenWith() {
    assertThat(packages(BUNDLES.get("coral.views"), Constants.IMPORT_PACKAGE))
        .allMatch(
            p ->
                p.startsWith("java.")
                    || p.startsWith("coral.api.")
                    || p.startsWith("coral.proto.")
                    || p.equals("com.google.protobuf")
                    || p.equals("com.fasterxml.jackson.annotation")
                    || p.startsWith("tools.jackson.databind")
                    || p.equals("org.jspecify.annotations"));
  }

  @Test
  void handoverImportsNothingThatIsUpdated() {
    assertThat(packages(BUNDLES.get("coral.handover"), Constants.IMPORT_PACKAGE))
        .filteredOn(p -> p.startsWith("coral."))
        .allMatch(p -> p.startsWith("coral.api"));
  }

  @Test
  void noBundleUsesWhatMakesResolvingUnpredictable() {
    assertThat(BUNDLES)
        .allSatisfy(
            (name, manifest) -> {
              assertThat(manifest.getValue(Constants.REQUIRE_BUNDLE)).as(name).isNull();
              assertThat(manifest.getValue(Constants.DYNAMICIMPORT_PACKAGE)).as(name).isNull();
              assertThat(manifest.getValue(Constants.BUNDLE_ACTIVATOR)).as(name).isNull();
            });
  }

  private static Attributes manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    }
  }

  /** The package names of an import or export header, without attributes and directives. */
  private static Set<String> packages(Attributes manifest, String header) {
    String value = manifest.getValue(header);
    Set<String> names = new TreeSet<>();
    if (value != null) {
      for (String clause : value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
        for (String part : clause.split(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
          if (!part.contains("=")) {
            names.add(part.strip());
          }
        }
      }
    }
    return names;
  }
}
