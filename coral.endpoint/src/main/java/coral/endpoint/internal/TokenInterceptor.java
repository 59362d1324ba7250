// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.runtime.AccessToken;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/** Lets only those pass that know the token, whatever they ask for. */
final class TokenInterceptor implements ServerInterceptor {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SCHEME = "Bearer ";

  private final String role;
  private final AccessToken token;

  TokenInterceptor(String role, AccessToken token) {
    this.role = role;
    this.token = token;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String refusal = refusal(headers.get(AUTHORIZATION));
    if (refusal == null) {
      return next.startCall(call, headers);
    }
    var trailers = new Metadata();
    var status =
        ErrorStatus.of(new CoralException(ErrorCode.UNAUTHENTICATED, refusal)).into(trailers);
    call.close(status, trailers);
    return new ServerCall.Listener<>() {};
  }

  private @Nullable String refusal(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return ("this %s asks for a token and the call brought none: name the file with --token-file or"
              + " CORAL_TOKEN_FILE (it is \"token\" in the %s's data directory)")
          .formatted(role, role);
    }
    if (!token.matches(header.substring(SCHEME.length()).strip())) {
      return ("the token of this call is not that of this %s: point --token-file or CORAL_TOKEN_FILE"
              + " at the file \"token\" in its data directory")
          .formatted(role);
    }
    return null;
  }
}
