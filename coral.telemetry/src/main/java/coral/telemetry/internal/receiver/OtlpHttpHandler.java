// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import coral.api.error.CoralException;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection, one after the other. */
final class OtlpHttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpHttpHandler.class);

  private final List<OtlpSignal<?, ?>> signals;
  private final OtlpIngest ingest;
  private final OtlpWorkers workers;

  OtlpHttpHandler(List<OtlpSignal<?, ?>> signals, OtlpIngest ingest, OtlpWorkers workers) {
    this.signals = signals;
    this.ingest = ingest;
    this.workers = workers;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    Encoding encoding = Encoding.of(request.headers().get(HttpHeaderNames.CONTENT_TYPE));
    OtlpSignal<?, ?> signal = signal(request);
    FullHttpResponse refusal = refusal(request, signal, encoding);
    if (refusal != null) {
      send(context, refusal, keepAlive);
      return;
    }
    byte[] body = ByteBufUtil.getBytes(request.content());
    context.channel().config().setAutoRead(false);
    workers.submit(
        body.length,
        new Export<>(context, requireNonNull(signal), requireNonNull(encoding), body, keepAlive));
  }

  private @Nullable OtlpSignal<?, ?> signal(FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return null;
    }
    String path = new QueryStringDecoder(request.uri()).path();
    for (OtlpSignal<?, ?> signal : signals) {
      if (signal.path().equals(path)) {
        return signal;
      }
    }
    return null;
  }

  private static @Nullable FullHttpResponse refusal(
      FullHttpRequest request, @Nullable OtlpSignal<?, ?> signal, @Nullable Encoding encoding) {
    Encoding answered = encoding == null ? Encoding.PROTOBUF : encoding;
    if (request.decoderResult().isFailure()) {
      return refusal(answered, BAD_REQUEST, "This is no HTTP/1.1 request.");
    }
    if (signal == null) {
      return refusal(
          answered,
          NOT_FOUND,
          "Nothing is at '"
              + request.uri()
              + "'; OTLP is at /v1/traces, /v1/metrics and /v1/logs.");
    }
    if (!request.method().equals(HttpMethod.POST)) {
      FullHttpResponse refusal =
          refusal(
              answered,
              METHOD_NOT_ALLOWED,
              "'" + request.method() + "' is not allowed at " + signal.path() + "; use POST.");
      refusal.headers().set(HttpHeaderNames.ALLOW, HttpMethod.POST);
      return refusal;
    }
    String compression = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
    if (compression != null && !HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(compression)) {
      return refusal(
          answered,
          UNSUPPORTED_MEDIA_TYPE,
          "Content-Encoding '" + compression + "' is not known; use gzip or none.");
    }
    if (encoding == null) {
      return refusal(
          answered,
          UNSUPPORTED_MEDIA_TYPE,
          "Content-Type '"
              + request.headers().get(HttpHeaderNames.CONTENT_TYPE)
              + "' is not known; use application/x-protobuf or application/json.");
    }
    return null;
  }

  private static FullHttpResponse refusal(
      Encoding encoding, HttpResponseStatus code, String sentence) {
    return HttpAnswer.error(code, encoding, OtlpStatus.status(Code.INVALID_ARGUMENT, sentence));
  }

  private static void send(
      ChannelHandlerContext context, FullHttpResponse response, boolean keepAlive) {
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** What cannot be decompressed ends up here. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException) {
      FullHttpResponse refusal =
          refusal(
              Encoding.PROTOBUF,
              BAD_REQUEST,
              "The body cannot be decompressed: " + cause.getMessage());
      send(context, refusal, false);
    } else {
      LOG.debug("A connection broke.", cause);
      context.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof IdleStateEvent) {
      context.close();
    } else {
      super.userEventTriggered(context, event);
    }
  }

  private final class Export<Q extends Message, R extends Message> implements OtlpWorkers.Work {
    private final ChannelHandlerContext context;
    private final OtlpSignal<Q, R> signal;
    private final Encoding encoding;
    private final byte[] body;
    private final boolean keepAlive;

    Export(
        ChannelHandlerContext context,
        OtlpSignal<Q, R> signal,
        Encoding encoding,
        byte[] body,
        boolean keepAlive) {
      this.context = context;
      this.signal = signal;
      this.encoding = encoding;
      this.body = body;
      this.keepAlive = keepAlive;
    }

    @Override
    public void run() {
      FullHttpResponse response;
      try {
        response = HttpAnswer.success(encoding, ingest.accept(signal, encoding, body));
      } catch (RuntimeException e) {
        response = HttpAnswer.failure(encoding, e);
      }
      answer(response);
    }

    @Override
    public void refuse(CoralException why) {
      answer(HttpAnswer.failure(encoding, why));
    }

    /**
     * In the event loop, so that the next request is read only once this one's answer is on its
     * way.
     */
    private void answer(FullHttpResponse response) {
      context
          .executor()
          .execute(
              () -> {
                send(context, response, keepAlive);
                context.channel().config().setAutoRead(true);
              });
    }
  }
}
