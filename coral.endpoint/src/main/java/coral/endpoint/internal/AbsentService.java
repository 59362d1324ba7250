// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Answers for methods that nobody serves. They are methods like any other, so that they pass the
 * interceptors: the token check first, the error mapping last.
 */
final class AbsentService {
  private final String role;

  AbsentService(String role) {
    this.role = role;
  }

  /** It was here or will be: an update or a start in progress. */
  ServerMethodDefinition<byte[], byte[]> unavailable(String method) {
    String sentence =
        "%s is not available on this %s just now, it is starting or being updated; try again in a second"
            .formatted(MethodDescriptor.extractFullServiceName(method), role);
    return closing(method, new CoralException(ErrorCode.UNAVAILABLE, sentence));
  }

  ServerMethodDefinition<byte[], byte[]> unimplemented(String method) {
    String sentence =
        "%s is no method of this %s; server reflection lists those there are"
            .formatted(method, role);
    return closing(method, Status.UNIMPLEMENTED.withDescription(sentence));
  }

  private static ServerMethodDefinition<byte[], byte[]> closing(
      String method, CoralException error) {
    return closing(method, Status.UNKNOWN.withCause(error));
  }

  private static ServerMethodDefinition<byte[], byte[]> closing(String method, Status status) {
    var descriptor =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNKNOWN)
            .setFullMethodName(method)
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    return ServerMethodDefinition.create(
        descriptor,
        (call, headers) -> {
          call.close(status, new Metadata());
          return new ServerCall.Listener<>() {};
        });
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
