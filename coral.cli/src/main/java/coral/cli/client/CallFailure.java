// SPDX-License-Identifier: Apache-2.0

package coral.cli.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import coral.cli.ExitCode;
import coral.proto.colony.v1.ErrorDetail;
import coral.views.DiagnosticView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/**
 * What a failed call means for the person at the terminal.
 *
 * @param code {@code coral.api.error.ErrorCode}, for JSON output
 * @param diagnostics findings in a script, if that is what failed
 */
public record CallFailure(
    int exitCode, String code, String sentence, List<DiagnosticView> diagnostics) {

  public CallFailure {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Reads status and details of a failed call. */
  public static CallFailure of(StatusRuntimeException e) {
    ErrorDetail detail = detail(e);
    Status status = e.getStatus();
    String sentence =
        status.getDescription() == null ? status.getCode().toString() : status.getDescription();
    if (detail.getCode().isEmpty() && status.getCode() == Status.Code.UNAVAILABLE) {
      return new CallFailure(
          ExitCode.UNAVAILABLE,
          "UNAVAILABLE",
          "the colony does not answer: start one with \"coral up\", or name another with --colony HOST:PORT",
          List.of());
    }
    String code = detail.getCode().isEmpty() ? status.getCode().toString() : detail.getCode();
    return new CallFailure(
        exitCode(code),
        code,
        sentence,
        detail.getDiagnosticsList().stream().map(DiagnosticView::of).toList());
  }

  private static int exitCode(String code) {
    return switch (code) {
      case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "ALREADY_EXISTS" -> ExitCode.USAGE;
      case "NOT_FOUND" -> ExitCode.NOT_FOUND;
      case "INVALID_SCRIPT", "FORBIDDEN_IMPORT" -> ExitCode.INVALID_SCRIPT;
      case "NO_MATCHING_AGENT" -> ExitCode.NO_MATCHING_AGENT;
      case "UNAVAILABLE" -> ExitCode.UNAVAILABLE;
      case "UNAUTHENTICATED", "PERMISSION_DENIED" -> ExitCode.NO_PERMISSION;
      case "TIMEOUT", "DEADLINE_EXCEEDED" -> ExitCode.TIMEOUT;
      default -> ExitCode.FAILED;
    };
  }

  private static ErrorDetail detail(StatusRuntimeException e) {
    com.google.rpc.Status status = StatusProto.fromThrowable(e);
    if (status != null) {
      for (Any any : status.getDetailsList()) {
        if (any.is(ErrorDetail.class)) {
          try {
            return any.unpack(ErrorDetail.class);
          } catch (InvalidProtocolBufferException malformed) {
            break;
          }
        }
      }
    }
    return ErrorDetail.getDefaultInstance();
  }
}
