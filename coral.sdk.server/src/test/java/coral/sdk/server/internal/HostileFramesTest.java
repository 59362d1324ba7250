// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import coral.api.sdk.SdkSession;
import coral.proto.sdk.v1.Call;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.Result;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HostileFramesTest extends Attack {
  private static final byte START_GROUP_15 = 0x7b;

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, (4 << 20) + 1})
  void aLengthThatIsTooLargeEndsTheConnection(int length) throws Exception {
    try (var script = server.script()) {
      assertThat(script.sendRaw(length, new byte[8]).read()).isNull();
    }
    await().until(() -> server.stats().rejected() == 1);
  }

  @Test
  void bytesThatAreNoFrameEndTheConnection() throws Exception {
    byte[] deep = new byte[10_000];
    Arrays.fill(deep, START_GROUP_15);
    byte[] notUtf8 = {0x08, 1, 0x1a, 4, 0x0a, 2, (byte) 0xff, (byte) 0xfe};
    byte[] negativeLength = {0x1a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    for (byte[] bytes : new byte[][] {{-1, -1, -1, -1}, deep, notUtf8, negativeLength}) {
      try (var script = server.script()) {
        assertThat(script.sendRaw(bytes.length, bytes).read()).isNull();
      }
    }
    await().until(() -> server.stats().rejected() == 4);
  }

  @Test
  void halfAFrameAndHalfALengthEndWithTheirConnection() throws Exception {
    try (var frame = server.script();
        var length = server.script()) {
      frame.sendRaw(100, new byte[10]);
      length.sendBytes((byte) 9, (byte) 0);
    }
    await().until(() -> server.stats().rejected() == 2);
  }

  @Test
  void silenceWithinAFrameHoldsItsOwnConnectionOnlyAndEndsWithItsSession() throws Exception {
    SdkSession session = server.session();
    try (var script = server.script(session)) {
      script.sendRaw(4 << 20, new byte[1_000]);
      neighbourIsServed();
      session.close();
      assertThat(script.read()).isNull();
    }
  }

  @Test
  void unknownFieldsAreIgnored() throws Exception {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build();
    try (var script = server.script()) {
      script.send(
          Frame.newBuilder()
              .setRequestId(1)
              .setCall(Call.newBuilder().setMethod("echo").setUnknownFields(unknown))
              .setUnknownFields(unknown)
              .build());
      assertThat(script.read().hasResult()).isTrue();
    }
  }

  @Test
  void aBodyThatNoScriptSendsIsAnsweredWithAnError() throws Exception {
    try (var script = server.script()) {
      script.sendRaw(0, new byte[0]);
      script.send(Frame.newBuilder().setRequestId(1).build());
      script.send(
          Frame.newBuilder().setRequestId(2).setResult(Result.getDefaultInstance()).build());
      for (int id = 0; id <= 2; id++) {
        Frame answer = script.read();
        assertThat(answer.getRequestId()).isEqualTo(id);
        assertThat(answer.getError().getCode()).isEqualTo("INVALID_ARGUMENT");
      }
      script.hello("again");
      assertThat(script.read().getError().getMessage()).contains("second hello");
      assertThat(script.call(6, "echo", "x").read().hasResult()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void anyIdButZeroIsAnswered(long id) throws Exception {
    try (var script = server.script()) {
      assertThat(script.call(id, "echo", "x").read().getRequestId()).isEqualTo(id);
    }
  }

  @Test
  void idZeroAndAnIdInUseEndTheConnectionAndItsCalls() throws Exception {
    try (var zero = server.script();
        var twice = server.script()) {
      assertThat(zero.call(0, "echo", "x").read()).isNull();
      twice.call(1, "wait", "").call(1, "wait", "");
      for (Frame answer = twice.read(); answer != null; answer = twice.read()) {
        assertThat(answer.getError().getCode()).isEqualTo("CANCELLED");
      }
    }
    await().until(() -> server.stats().rejected() == 2);
  }

  @Test
  void aMethodsNameOfMebibytesIsRefusedInAShortSentence() throws Exception {
    String name = "x".repeat((4 << 20) - 100);
    try (var script = server.script()) {
      var error = script.call(1, name, ByteString.EMPTY).read().getError();
      assertThat(error.getCode()).isEqualTo("INVALID_ARGUMENT");
      assertThat(error.getMessage())
          .startsWith("a method's name has at most 256 characters, but this one has 4,194,204")
          .hasSizeLessThan(300);
      var unknown = script.call(2, "runtime.\n\u0000\u202e", ByteString.EMPTY);
      unknown.cancel(2);
      assertThat(unknown.read().hasError()).isTrue();
    }
  }
}
