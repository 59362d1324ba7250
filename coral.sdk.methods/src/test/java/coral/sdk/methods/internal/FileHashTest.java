// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.sdk.v1.FileHashRequest;
import coral.proto.sdk.v1.FileHashResponse;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHashTest {
  /** Of {@code abc}: FIPS 180-2, appendix B.1. */
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private Path dir;

  @BeforeEach
  void resolve(@TempDir Path temporary) throws IOException {
    dir = temporary.toRealPath();
  }

  @Test
  void hashesAListedFile() throws Exception {
    Path file = write("app.yaml");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_123L));
    assertThat(hash(file, file.toString()))
        .isEqualTo(
            FileHashResponse.newBuilder()
                .setSha256(SHA256_OF_ABC)
                .setSize(3)
                .setModifiedUnixMs(1_700_000_000_123L)
                .build());
  }

  @Test
  void hashesAnEmptyFile() throws Exception {
    Path file = Files.createFile(dir.resolve("empty"));
    assertThat(hash(file, file.toString()).getSha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void hashesWhatIsLongerThanAPart() throws Exception {
    Path file = Files.write(dir.resolve("large"), new byte[1_000_000]);
    assertThat(hash(file, file.toString()).getSha256())
        .isEqualTo("d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025");
  }

  @Test
  void refusesEveryFileUntilOneIsListed() {
    refuses(
        Path.of("/etc/passwd"),
        ErrorCode.PERMISSION_DENIED,
        "\"/etc/passwd\" may not be hashed: script.file_hash_paths of the agent lists no file; add"
            + " the path there");
  }

  @Test
  void refusesWhatIsNotListedAlikeWhetherItIsThereOrNot() throws Exception {
    Path there = write("there");
    Path missing = dir.resolve("missing");
    for (Path path : List.of(there, missing)) {
      refuses(
          path,
          ErrorCode.PERMISSION_DENIED,
          "\"%s\" may not be hashed: script.file_hash_paths of the agent does not list it; add the path there"
              .formatted(path),
          dir + "/other");
    }
  }

  @Test
  void refusesALinkOutOfTheList() throws Exception {
    Path secret = write("secret");
    Path link = Files.createSymbolicLink(dir.resolve("link.yaml"), secret);
    refuses(
        link,
        ErrorCode.PERMISSION_DENIED,
        "\"%s\" is a symbolic link or below one, and leads to what script.file_hash_paths of the agent does not list; add that path too"
            .formatted(link),
        dir + "/*.yaml");
  }

  @Test
  void refusesAFileBelowALinkOutOfTheList() throws Exception {
    Files.createDirectories(dir.resolve("outside"));
    write("outside/app.yaml");
    Files.createSymbolicLink(dir.resolve("inside"), dir.resolve("outside"));
    refuses(
        dir.resolve("inside/app.yaml"),
        ErrorCode.PERMISSION_DENIED,
        "leads to what",
        dir + "/inside/*");
  }

  /** As Kubernetes mounts a ConfigMap. */
  @Test
  void followsALinkWithinTheList() throws Exception {
    Files.createDirectories(dir.resolve("..2026_11_28"));
    write("..2026_11_28/app.yaml");
    Files.createSymbolicLink(dir.resolve("..data"), Path.of("..2026_11_28"));
    Path link = Files.createSymbolicLink(dir.resolve("app.yaml"), Path.of("..data/app.yaml"));
    assertThat(hash(link, dir + "/app.yaml", dir + "/*/app.yaml").getSha256())
        .isEqualTo(SHA256_OF_ABC);
  }

  @Test
  void refusesADirectory() throws Exception {
    Path directory = Files.createDirectory(dir.resolve("conf.d"));
    refuses(
        directory,
        ErrorCode.FAILED_PRECONDITION,
        "\"%s\" is a directory; only regular files can be hashed".formatted(directory),
        directory.toString());
  }

  @Test
  void refusesADevice() {
    refuses(
        Path.of("/dev/zero"),
        ErrorCode.FAILED_PRECONDITION,
        "\"/dev/zero\" is no regular file; only regular files can be hashed",
        "/dev/zero");
  }

  @Test
  void saysThatAListedFileIsMissing() {
    Path missing = dir.resolve("app.yaml");
    refuses(
        missing, ErrorCode.NOT_FOUND, "\"%s\" is not there".formatted(missing), missing.toString());
  }

  @Test
  void refusesAFileOfMoreThan64Mb() throws Exception {
    Path file = write("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(FileDigest.MAX_BYTES + 1);
    }
    refuses(
        file,
        ErrorCode.LIMIT_EXCEEDED,
        "\"%s\" has more than 64 MB, which is the most that is hashed".formatted(file),
        file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/app.yaml", "/etc/app/../passwd", "/etc/./passwd", "/etc/app/.."})
  void refusesAPathThatIsNotAbsoluteAndNormal(String path) {
    refuses(
        path,
        ErrorCode.INVALID_ARGUMENT,
        "'path' is \"%s\", but must be absolute and without \".\" and \"..\"".formatted(path),
        "/etc/*",
        "/etc/*/*",
        "/etc/*/*/*");
  }

  @Test
  void refusesAPathWithNul() {
    refuses("/etc/app\0.yaml", ErrorCode.INVALID_ARGUMENT, "'path' is no path: ", "/etc/*");
  }

  @Test
  void refusesNoPath() {
    refuses("", ErrorCode.INVALID_ARGUMENT, "'path' is empty, but must be given", "/etc/*");
  }

  private Path write(String name) throws IOException {
    return Files.writeString(dir.resolve(name), "abc");
  }

  private static FileHashResponse hash(Path path, String... listed) throws Exception {
    return FileHashResponse.parseFrom(call(path.toString(), listed));
  }

  private static void refuses(Path path, ErrorCode code, String sentence, String... listed) {
    refuses(path.toString(), code, sentence, listed);
  }

  private static void refuses(String path, ErrorCode code, String sentence, String... listed) {
    assertThatExceptionOfType(CoralException.class)
        .isThrownBy(() -> call(path, listed))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageContaining(sentence);
  }

  private static byte[] call(String path, String... listed) throws InterruptedException {
    return new FileHash(List.of(listed))
        .call(FakeCall.of(FileHashRequest.newBuilder().setPath(path).build()));
  }
}
