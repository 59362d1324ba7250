// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** OTLP/HTTP's answers: the response message, or google.rpc.Status, in the request's encoding. */
final class HttpAnswer {
  private HttpAnswer() {}

  static FullHttpResponse success(Encoding encoding, Message answer) {
    return response(HttpResponseStatus.OK, encoding, answer);
  }

  static FullHttpResponse failure(Encoding encoding, RuntimeException failure) {
    Status status = OtlpStatus.of(failure);
    if (OtlpStatus.retryable(status)) {
      FullHttpResponse response = error(HttpResponseStatus.SERVICE_UNAVAILABLE, encoding, status);
      response.headers().setInt(HttpHeaderNames.RETRY_AFTER, OtlpStatus.RETRY_SECONDS);
      return response;
    }
    boolean sendersFault = status.getCode() == com.google.rpc.Code.INVALID_ARGUMENT.getNumber();
    return error(
        sendersFault ? HttpResponseStatus.BAD_REQUEST : HttpResponseStatus.INTERNAL_SERVER_ERROR,
        encoding,
        status);
  }

  static FullHttpResponse error(HttpResponseStatus code, Encoding encoding, Status status) {
    return response(code, encoding, status);
  }

  private static FullHttpResponse response(
      HttpResponseStatus code, Encoding encoding, Message body) {
    byte[] bytes = encoding.write(body);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, code, Unpooled.wrappedBuffer(bytes));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, encoding.contentType());
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    return response;
  }
}
