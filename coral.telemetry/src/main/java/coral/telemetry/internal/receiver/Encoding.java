// SPDX-License-Identifier: Apache-2.0
package coral.telemetry.internal.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two encodings of OTLP's messages. */
enum Encoding {
  PROTOBUF("application/x-protobuf") {
    @Override
    <Q extends Message> Q parse(OtlpSignal<Q, ?> signal, byte[] body)
        throws InvalidProtocolBufferException {
      return signal.parser().parseFrom(body);
    }

    @Override
    byte[] write(Message message) {
      return message.toByteArray();
    }
  },

  JSON("application/json") {
    @Override
    <Q extends Message> Q parse(OtlpSignal<Q, ?> signal, byte[] body)
        throws InvalidProtocolBufferException {
      return OtlpJson.parse(signal.emptyRequest(), body);
    }

    @Override
    byte[] write(Message message) {
      try {
        return JsonFormat.printer()
            .omittingInsignificantWhitespace()
            .print(message)
            .getBytes(UTF_8);
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("Only messages with google.protobuf.Any can fail.", e);
      }
    }
  };

  private final String contentType;

  Encoding(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** Null for a type that OTLP does not have. */
  static @Nullable Encoding of(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
      case "application/json" -> JSON;
      default -> null;
    };
  }

  /**
   * Reads a request.
   *
   * @throws CoralException INVALID_ARGUMENT when the body is no such message
   */
  <Q extends Message> Q decode(OtlpSignal<Q, ?> signal, byte[] body) {
    try {
      return parse(signal, body);
    } catch (InvalidProtocolBufferException e) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "The body for "
              + signal.path()
              + " is no "
              + signal.emptyRequest().getDescriptorForType().getName()
              + " in "
              + contentType
              + ": "
              + e.getMessage(),
          e);
    }
  }

  abstract <Q extends Message> Q parse(OtlpSignal<Q, ?> signal, byte[] body)
      throws InvalidProtocolBufferException;

  abstract byte[] write(Message message);
}
