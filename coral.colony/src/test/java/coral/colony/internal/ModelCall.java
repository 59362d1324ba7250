// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkCall;
import coral.proto.sdk.v1.EmitRequest;

/** A script's call that nobody cancels. */
record ModelCall(ExecutionContext execution, EmitRequest request) implements SdkCall {
  /** Of an event whose data is a number. */
  static ModelCall emit(ExecutionContext execution, int number) {
    return new ModelCall(
        execution,
        EmitRequest.newBuilder().setName("number").setData(Integer.toString(number)).build());
  }

  @Override
  public byte[] payload() {
    return request.toByteArray();
  }

  @Override
  public void next(byte[] element) {}

  @Override
  public void hit(String limit, String value) {}

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void onCancel(Runnable action) {}
}
