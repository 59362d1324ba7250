// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.proto.sdk.v1.CorrelateRequest;
import coral.proto.sdk.v1.QueryRequest;
import coral.proto.sdk.v1.SpanFilter;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a script can make the agent hold, and what is refused. */
class RequestsTest {
  private static final UnknownFieldSet JUNK =
      UnknownFieldSet.newBuilder()
          .addField(
              100,
              UnknownFieldSet.Field.newBuilder()
                  .addLengthDelimited(ByteString.copyFrom(new byte[16]))
                  .build())
          .build();

  private static final Value NUMBER = Value.newBuilder().setNumberValue(1).build();

  @Test
  void dropsFieldsThatItDoesNotKnowAtEveryLevel() {
    Value param = NUMBER.toBuilder().setUnknownFields(JUNK).build();
    QueryRequest sent =
        QueryRequest.newBuilder()
            .setSql("SELECT ?")
            .addParams(param)
            .setUnknownFields(JUNK)
            .build();
    assertThat(Requests.parse(FakeCall.of(sent), QueryRequest.parser()))
        .isEqualTo(QueryRequest.newBuilder().setSql("SELECT ?").addParams(NUMBER).build());
  }

  @Test
  void readsTheDeepestMessageThatAMethodTakes() {
    SpanFilter filter = SpanFilter.newBuilder().putAttributes("http.route", "/pay").build();
    CorrelateRequest sent = CorrelateRequest.newBuilder().setA(filter).build();
    assertThat(Requests.parse(FakeCall.of(sent), CorrelateRequest.parser())).isEqualTo(sent);
  }

  @Test
  void refusesListsAndStructuresBeforeTheirValuesAreRead() {
    Value list = Value.newBuilder().setListValue(ListValue.newBuilder().addValues(NUMBER)).build();
    Value structure =
        Value.newBuilder().setStructValue(Struct.newBuilder().putFields("a", list)).build();
    for (Value param : List.of(list, structure)) {
      FakeCall call = FakeCall.of(QueryRequest.newBuilder().addParams(param).build());
      assertThatThrownBy(() -> Requests.parse(call, QueryRequest.parser()))
          .isInstanceOfSatisfying(
              CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
          .hasMessage(
              "the call's payload nests messages more than 2 levels deep; a parameter must be null,"
                  + " a boolean, a number or a string");
    }
  }

  @Test
  void refusesWhatIsNoMessage() {
    byte[] cutOff = {0x0a, 0x7f};
    byte[] endsWhatDidNotBegin = {0x0c, 0x0a, 0x7f};
    for (byte[] payload : List.of(cutOff, endsWhatDidNotBegin)) {
      FakeCall call = new FakeCall(payload, Instant.MAX);
      assertThatThrownBy(() -> Requests.parse(call, QueryRequest.parser()))
          .isInstanceOfSatisfying(
              CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
          .hasMessageStartingWith("the call's payload is not the message that its method takes: ");
    }
  }

  @Test
  void takesAMebibyteOfTextsAndNotAByteMore() {
    Value half = text("ä".repeat(1 << 18));
    assertThat(Params.of(List.of(half, half))).hasSize(2);
    assertThatThrownBy(() -> Params.of(List.of(half, NUMBER, half, text("x"))))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage(
            "the statement's texts up to parameter 4 have 1,048,577 bytes, but all together may"
                + " have 1,048,576 at most");
  }

  @Test
  void refusesTooManyParameters() {
    Params.check(query(1_000));
    assertThatThrownBy(() -> Params.check(query(1_001)))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage("the statement has more than 1000 parameters");
  }

  private static byte[] query(int params) {
    return QueryRequest.newBuilder()
        .addAllParams(Collections.nCopies(params, NUMBER))
        .build()
        .toByteArray();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
