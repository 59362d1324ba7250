// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import com.google.rpc.Code;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Collects a request's body, which has been decompressed before, up to the limit; says so in OTLP's
 * form beyond it.
 */
final class RequestAggregator extends HttpObjectAggregator {
  RequestAggregator() {
    super(Limits.MAX_REQUEST_BYTES);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    Encoding asked = Encoding.of(oversized.headers().get(HttpHeaderNames.CONTENT_TYPE));
    context
        .writeAndFlush(
            HttpAnswer.error(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                asked == null ? Encoding.PROTOBUF : asked,
                OtlpStatus.status(
                    Code.INVALID_ARGUMENT,
                    "The request has more than "
                        + Limits.MAX_REQUEST_BYTES
                        + " bytes after decompression; send smaller batches.")))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
