// SPDX-License-Identifier: Apache-2.0
package coral.sandbox.deno.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files that Deno is started with: the SDK of the distribution, an import map over it and over
 * what an operator vendored, and a cache directory of its own.
 *
 * @param sdk holds {@code sdk.js}, {@code sdk.d.ts}, {@code bootstrap.js} and {@code
 *     import-gate.js}
 * @param work written by this class
 * @param std vendored parts of Deno's standard library, a folder each ({@code std/path/mod.ts})
 */
record DenoFiles(Path sdk, Path work, Path std) {

  Path bootstrap() {
    return sdk.resolve("bootstrap.js");
  }

  Path importGate() {
    return sdk.resolve("import-gate.js");
  }

  Path launcher() {
    return sdk.resolve("launcher.js");
  }

  Path importMap() {
    return work.resolve("import_map.json");
  }

  Path cache() {
    return work.resolve("deno");
  }

  /** An empty directory, to be the root of a script's process. */
  Path jail() {
    return work.resolve("empty");
  }

  /** Names of the vendored packages: {@code path} for {@code @std/path}. */
  TreeSet<String> vendored() {
    if (!Files.isDirectory(std)) {
      return new TreeSet<>();
    }
    try (Stream<Path> entries = Files.list(std)) {
      TreeSet<String> names = new TreeSet<>();
      entries
          .filter(entry -> Files.isRegularFile(entry.resolve("mod.ts")))
          .forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    } catch (IOException e) {
      throw unwritable(std, e);
    }
  }

  /**
   * Writes import map and cache directory anew; called at each start, since an operator may have
   * vendored more.
   */
  void prepare() {
    try {
      Files.createDirectories(cache());
      Files.createDirectories(jail());
      // an empty file where Deno would make the directory that localStorage and caches write to
      if (!Files.exists(cache().resolve("location_data"))) {
        Files.createFile(cache().resolve("location_data"));
      }
      byte[] map = JsonMapper.shared().writeValueAsBytes(Map.of("imports", imports()));
      Path fresh = Files.createTempFile(work, "import_map", ".tmp");
      Files.write(fresh, map);
      // also for nobody, who checks scripts
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(fresh, importMap(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(work, e);
    }
  }

  /** The SDK's own import map, its relative addresses made absolute, and what is vendored. */
  private Map<String, String> imports() throws IOException {
    Map<String, String> imports = new LinkedHashMap<>();
    JsonMapper.shared()
        .readTree(Files.readAllBytes(sdk.resolve("import_map.json")))
        .path("imports")
        .forEachEntry(
            (specifier, address) ->
                imports.put(
                    specifier, sdk.resolve(address.asString()).normalize().toUri().toString()));
    for (String name : vendored()) {
      String url = std.resolve(name).toUri().toString();
      String folder = url.endsWith("/") ? url : url + "/";
      imports.put("@std/" + name, folder + "mod.ts");
      imports.put("@std/" + name + "/", folder);
    }
    return imports;
  }

  private static CoralException unwritable(Path path, IOException e) {
    return new CoralException(
        ErrorCode.UNAVAILABLE,
        "cannot prepare \"%s\" for Deno: %s".formatted(path, e.getMessage()),
        e);
  }
}
