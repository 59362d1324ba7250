// SPDX-License-Identifier: Apache-2.0
package coral.colony.internal;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that reads a server stream, at its own pace if it is told to. */
final class Reader<Q, A> implements ClientResponseObserver<Q, A> {
  private static final int KEPT = 5_000;

  /** The first ones. */
  final List<A> received = new CopyOnWriteArrayList<>();

  final AtomicInteger count = new AtomicInteger();
  volatile Status end;
  private final boolean reads;
  private ClientCallStreamObserver<Q> call;

  /**
   * A reader.
   *
   * @param reads false: it takes nothing until {@link #read}
   */
  Reader(boolean reads) {
    this.reads = reads;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> stream) {
    call = stream;
    if (!reads) {
      stream.disableAutoRequestWithInitial(0);
    }
  }

  void read() {
    call.request(Integer.MAX_VALUE);
  }

  void cancel() {
    call.cancel("enough", null);
  }

  @Override
  public void onNext(A message) {
    if (count.incrementAndGet() <= KEPT) {
      received.add(message);
    }
  }

  @Override
  public void onError(Throwable e) {
    end = Status.fromThrowable(e);
  }

  @Override
  public void onCompleted() {
    end = Status.OK;
  }
}
