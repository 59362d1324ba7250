// SPDX-License-Identifier: Apache-2.0

package coral.itest.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import coral.itest.e2e.CoralServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What hostile code is after, watched from outside: a secret in files, in the agent's environment
 * and in its home, sockets that must hear nothing, and a mark that every file or process it makes
 * would carry.
 */
final class Canaries implements AutoCloseable {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Path DISTRIBUTION = Path.of(System.getProperty("coral.home"));
  private static final int INSPECTOR_PORT = 9229;
  private static final List<Path> WRITABLE_BY_ANYONE =
      List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

  private final String secret = "canary" + UUID.randomUUID().toString().replace("-", "");
  private final String mark = "coralmark" + UUID.randomUUID().toString().replace("-", "");
  private final Path folder;
  private final Path openFile;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final Map<String, String> placeholders = new HashMap<>();
  private final String distributionBefore;
  private CoralServer server;

  Canaries() throws IOException {
    folder = Files.createTempDirectory("coral-canary");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    openFile = Files.writeString(folder.resolve("open.txt"), secret + "\n");
    Files.setPosixFilePermissions(openFile, PosixFilePermissions.fromString("rw-rw-rw-"));
    tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::acceptAll);
    Thread.ofVirtual().start(this::receiveAll);
    Thread.ofVirtual().start(this::lookForInspector);
    distributionBefore = digest();
  }

  /** For the agent's process. */
  Map<String, String> environment() {
    return Map.of("CORAL_CANARY", secret);
  }

  /** Puts more canaries where the agent lives, and learns its addresses. */
  void attach(CoralServer running) throws IOException {
    server = running;
    Path data = running.data();
    Path json = Files.writeString(folder.resolve("open.json"), "{\"secret\": \"" + secret + "\"}");
    Path code =
        Files.writeString(folder.resolve("open.ts"), "export const s = \"" + secret + "\";");
    Path closed = Files.writeString(data.resolve("canary.txt"), secret + "\n");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
    Path socketFolder = data.resolve("run");
    placeholders.putAll(
        Map.ofEntries(
            Map.entry("openFile", openFile.toString()),
            Map.entry("openJson", json.toString()),
            Map.entry("openCode", code.toString()),
            Map.entry("closedFile", closed.toString()),
            Map.entry("mark", mark),
            Map.entry("child", "/tmp/" + mark + ".child"),
            Map.entry("data", data.toString()),
            Map.entry("socket", socketFolder.resolve("sdk.sock").toString()),
            Map.entry("distribution", DISTRIBUTION.toRealPath().toString()),
            Map.entry("pid", Long.toString(running.handle().pid())),
            Map.entry("tcp", Integer.toString(tcp.getLocalPort())),
            Map.entry("udp", Integer.toString(udp.getLocalPort())),
            Map.entry("agent", running.discovery().path("agent").asString()),
            Map.entry("otlp", running.discovery().path("otlpHttp").asString())));
  }

  String fill(String code) {
    return PLACEHOLDER
        .matcher(code)
        .replaceAll(
            match -> {
              String value = placeholders.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException("unknown placeholder " + match.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** Whether the text gives the secret away, in any of the ways that code would spell it. */
  boolean betrayedBy(String text) {
    String base64 = java.util.Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
    return text.contains(secret)
        || text.contains(base64.substring(0, 20))
        || text.contains(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
  }

  /** What reached the sockets. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  /** Files that were changed, and those that carry the mark, wherever scripts could write. */
  List<String> writtenFiles() throws IOException {
    List<String> written = new ArrayList<>();
    markedFiles().forEach(file -> written.add("made " + file));
    for (Path canary : List.of(openFile, server.data().resolve("canary.txt"))) {
      if (!Files.exists(canary) || !Files.readString(canary).equals(secret + "\n")) {
        written.add("changed " + canary);
      }
    }
    if (!digest().equals(distributionBefore)) {
      written.add("changed the SDK that scripts load");
    }
    return written;
  }

  private List<Path> markedFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    List<Path> places = new ArrayList<>(WRITABLE_BY_ANYONE);
    places.addAll(List.of(server.data(), DISTRIBUTION, folder));
    for (Path place : places) {
      Files.walkFileTree(
          place,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
              return look(at);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              return look(file);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // somebody else's, or gone
            }

            private FileVisitResult look(Path path) {
              if (path.getFileName() != null && path.getFileName().toString().contains(mark)) {
                found.add(path);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return found;
  }

  /** Processes whose command line carries the mark. */
  List<String> markedProcesses() {
    return ProcessHandle.allProcesses()
        .map(process -> process.pid() + " " + process.info().commandLine().orElse(""))
        .filter(line -> line.contains(mark))
        .toList();
  }

  private static String digest() throws IOException {
    try (Stream<Path> files = Files.walk(DISTRIBUTION.resolve("sdk"))) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file -> {
                sha256.update(file.toString().getBytes(UTF_8));
                try {
                  sha256.update(Files.readAllBytes(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        try (Socket peer = tcp.accept()) {
          heard.add("TCP from " + peer.getRemoteSocketAddress());
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void receiveAll() {
    try {
      while (true) {
        java.net.DatagramPacket packet = new java.net.DatagramPacket(new byte[1500], 1500);
        udp.receive(packet);
        heard.add("UDP from " + packet.getSocketAddress());
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** A script that lets itself be debugged lets everyone on the machine in. */
  private void lookForInspector() {
    while (!tcp.isClosed()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), INSPECTOR_PORT)) {
        heard.add("a script's inspector answers at " + socket.getRemoteSocketAddress());
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
