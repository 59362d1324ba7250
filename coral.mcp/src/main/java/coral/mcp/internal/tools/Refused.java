// SPDX-License-Identifier: Apache-2.0
package coral.mcp.internal.tools;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import coral.api.mcp.McpResult;
import coral.proto.colony.v1.ErrorDetail;
import coral.views.DiagnosticView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the colony refuses, as the error of a tool. */
final class Refused {
  private Refused() {}

  static McpResult of(StatusRuntimeException e) {
    List<DiagnosticView> findings =
        detail(e).getDiagnosticsList().stream().map(DiagnosticView::of).toList();
    if (findings.isEmpty()) {
      return McpResult.error(sentence(e));
    }
    return McpResult.error(
        "the script is invalid, and nothing was done; correct these and call again:\n"
            + rows(findings));
  }

  static String rows(List<DiagnosticView> findings) {
    return findings.stream().map(DiagnosticView::row).collect(Collectors.joining("\n"));
  }

  private static String sentence(StatusRuntimeException e) {
    Status status = e.getStatus();
    return switch (status.getCode()) {
      case CANCELLED -> "the call was cancelled";
      case DEADLINE_EXCEEDED -> "the colony did not answer in time: call again, or ask for less";
      default -> Optional.ofNullable(status.getDescription()).orElse(status.getCode().toString());
    };
  }

  private static ErrorDetail detail(StatusRuntimeException e) {
    com.google.rpc.Status status = StatusProto.fromThrowable(e);
    for (Any any : status == null ? List.<Any>of() : status.getDetailsList()) {
      if (any.is(ErrorDetail.class)) {
        try {
          return any.unpack(ErrorDetail.class);
        } catch (InvalidProtocolBufferException malformed) {
          break;
        }
      }
    }
    return ErrorDetail.getDefaultInstance();
  }
}
