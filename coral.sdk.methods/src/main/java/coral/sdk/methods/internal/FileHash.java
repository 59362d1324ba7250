// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.sdk.SdkCall;
import coral.api.sdk.SdkMethod;
import coral.proto.sdk.v1.FileHashRequest;
import coral.proto.sdk.v1.FileHashResponse;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The hash of a file that the operator lists. Of any other path a script learns nothing, not even
 * whether it is there: it is refused before the disk is touched.
 */
@Component(
    property = SdkMethod.NAME + "=" + FileHash.NAME,
    configurationPid = Pids.SCRIPT,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FileHash.Config.class)
public final class FileHash implements SdkMethod {
  static final String NAME = "system.fileHash";

  private final HashablePaths hashable;
  private final FileDigest digest = new FileDigest();

  @Activate
  public FileHash(Config config) {
    this(List.of(config.file__hash__paths()));
  }

  FileHash(List<String> paths) {
    hashable = HashablePaths.of(paths);
  }

  @Override
  public byte[] call(SdkCall call) throws InterruptedException {
    FileHashRequest request = Requests.parse(call, FileHashRequest.parser());
    Path asked = path(Requests.required("path", request.getPath()));
    if (!hashable.allow(asked)) {
      throw denied(
          hashable.isEmpty()
              ? "\"%s\" may not be hashed: %s of the agent lists no file; add the path there"
              : "\"%s\" may not be hashed: %s of the agent does not list it; add the path there",
          asked);
    }
    FileDigest.Result result = digest.hash(real(asked), call::cancelled);
    return FileHashResponse.newBuilder()
        .setSha256(result.sha256())
        .setSize(result.size())
        .setModifiedUnixMs(result.modifiedAt().toEpochMilli())
        .build()
        .toByteArray();
  }

  private static Path path(String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute() && path.equals(path.normalize())) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT, "'path' is no path: " + e.getReason(), e);
    }
    throw Requests.invalid(
        "'path' is \"%s\", but must be absolute and without \".\" and \"..\"", text);
  }

  /** Where the path leads, which has to be listed too: a link must not be a way out of the list. */
  private Path real(Path asked) {
    Path real;
    try {
      real = asked.toRealPath();
    } catch (IOException e) {
      throw FileDigest.failure(asked, e);
    }
    if (!hashable.allow(real)) {
      throw denied(
          "\"%s\" is a symbolic link or below one, and leads to what %s of the agent does not list;"
              + " add that path too",
          asked);
    }
    return real;
  }

  private static CoralException denied(String format, Path path) {
    return new CoralException(
        ErrorCode.PERMISSION_DENIED, format.formatted(path, HashablePaths.KEY));
  }

  /** The key of the section {@code script} of {@code agent.yaml} that is read here. */
  @ObjectClassDefinition(id = Pids.SCRIPT, name = "Files that scripts may have hashed")
  @interface Config {
    @AttributeDefinition(
        description =
            "Files that scripts may have hashed: absolute paths, `*` for any text within a segment;"
                + " none unless listed",
        cardinality = 100)
    String[] file__hash__paths() default {};
  }
}
