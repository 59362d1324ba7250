// SPDX-License-Identifier: Apache-2.0
package coral.endpoint.internal;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.InvalidScriptException;
import coral.proto.colony.v1.Diagnostic;
import coral.proto.colony.v1.ErrorDetail;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/**
 * A {@link CoralException} as gRPC shows it: status code, sentence, and {@link ErrorDetail} inside
 * {@code google.rpc.Status}.
 */
record ErrorStatus(Status.Code code, String sentence, ErrorDetail detail) {
  /**
   * A client refuses trailers of more than 8 KiB by default, and shows an internal error then; this
   * leaves room for gRPC's own.
   */
  private static final int MAX_TRAILER_BYTES = 7_000;

  private static final int MAX_SENTENCE_BYTES = 4_000;

  private static final RetryInfo RETRY_SOON =
      RetryInfo.newBuilder().setRetryDelay(Durations.fromSeconds(1)).build();

  static ErrorStatus of(CoralException e) {
    var detail = ErrorDetail.newBuilder().setCode(e.code().name());
    if (e instanceof InvalidScriptException invalid) {
      invalid.diagnostics().forEach(d -> detail.addDiagnostics(message(d)));
    }
    return new ErrorStatus(code(e.code()), cut(e.sentence()), detail.build()).fitting();
  }

  static Status.Code code(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, INVALID_SCRIPT, FORBIDDEN_IMPORT, QUERY_REFUSED, QUERY_FAILED ->
          Status.Code.INVALID_ARGUMENT;
      case NOT_FOUND, UNKNOWN_METHOD -> Status.Code.NOT_FOUND;
      case ALREADY_EXISTS -> Status.Code.ALREADY_EXISTS;
      case FAILED_PRECONDITION, NO_MATCHING_AGENT -> Status.Code.FAILED_PRECONDITION;
      case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
      case CANCELLED -> Status.Code.CANCELLED;
      case LIMIT_EXCEEDED -> Status.Code.RESOURCE_EXHAUSTED;
      case TIMEOUT -> Status.Code.DEADLINE_EXCEEDED;
      case UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }

  /** Adds the details to {@code trailers}; returns the status to close the call with. */
  Status into(Metadata trailers) {
    var proto =
        com.google.rpc.Status.newBuilder()
            .setCode(code.value())
            .setMessage(sentence)
            .addDetails(Any.pack(detail));
    if (code == Status.Code.UNAVAILABLE) {
      proto.addDetails(Any.pack(RETRY_SOON));
    }
    Metadata details = StatusProto.toStatusException(proto.build()).getTrailers();
    if (details != null) {
      trailers.merge(details);
    }
    return code.toStatus().withDescription(sentence);
  }

  /** Without as many of the last diagnostics as it takes to fit. */
  private ErrorStatus fitting() {
    List<Diagnostic> all = detail.getDiagnosticsList();
    int size = 100 + sentence.codePoints().map(ErrorStatus::encodedBytes).sum();
    int kept = 0;
    while (kept < all.size()) {
      size += (all.get(kept).getSerializedSize() + 4) * 4 / 3;
      if (size > MAX_TRAILER_BYTES) {
        break;
      }
      kept++;
    }
    var cut = detail.toBuilder().clearDiagnostics().addAllDiagnostics(all.subList(0, kept)).build();
    return new ErrorStatus(code, sentence, cut);
  }

  private static String cut(String sentence) {
    int size = 0;
    for (int i = 0; i < sentence.length(); i = sentence.offsetByCodePoints(i, 1)) {
      size += encodedBytes(sentence.codePointAt(i));
      if (size > MAX_SENTENCE_BYTES) {
        return sentence.substring(0, i) + "…";
      }
    }
    return sentence;
  }

  /** A sentence travels twice: percent-encoded as the description, and as base64 in the details. */
  private static int encodedBytes(int codePoint) {
    int utf8 = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    boolean plain = codePoint >= ' ' && codePoint < '~' && codePoint != '%';
    return (plain ? utf8 : 3 * utf8) + (utf8 * 4 + 2) / 3;
  }

  private static Diagnostic message(coral.api.script.Diagnostic diagnostic) {
    return Diagnostic.newBuilder()
        .setFile(diagnostic.file())
        .setLine(diagnostic.line())
        .setColumn(diagnostic.column())
        .setCode(diagnostic.code())
        .setMessage(diagnostic.message())
        .build();
  }
}
