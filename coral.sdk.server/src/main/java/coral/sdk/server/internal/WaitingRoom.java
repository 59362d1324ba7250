// SPDX-License-Identifier: Apache-2.0
package coral.sdk.server.internal;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where connections stay until they have introduced themselves. Each known process has a few places
 * for itself and its descendants, all strangers together have some more; where a place is wanted
 * and none is free, the longest waiting of the same owner has to go. So nobody can keep others out
 * by connecting, however often. Thread-safe.
 */
final class WaitingRoom {
  /** One to use, and one for a process that tries again before the first is seen to be closed. */
  static final int PLACES_OF_A_PROCESS = 2;

  static final int PLACES_OF_STRANGERS = 32;

  private final KnownProcesses processes;
  private final Map<Long, ArrayDeque<Guest>> guests = new HashMap<>();

  WaitingRoom(KnownProcesses processes) {
    this.processes = processes;
  }

  /**
   * Takes a connection in, and hangs up on another one if it must.
   *
   * @param hangUp ends the connection when its place is given away
   * @return to be run when the connection has introduced itself or has ended
   */
  Runnable enter(Peer peer, Runnable hangUp) {
    var guest = new Guest(peer.pid(), hangUp);
    Guest displaced;
    synchronized (this) {
      displaced = seat(guest, processes.ownerOf(peer.pid()));
    }
    if (displaced != null) {
      displaced.hangUp.run();
    }
    return () -> leave(guest);
  }

  synchronized int size() {
    return guests.values().stream().mapToInt(ArrayDeque::size).sum();
  }

  private @Nullable Guest seat(Guest guest, long owner) {
    ArrayDeque<Guest> ofOwner = guests.computeIfAbsent(owner, key -> new ArrayDeque<>());
    ofOwner.addLast(guest);
    guest.owner = owner;
    if (owner != KnownProcesses.STRANGER) {
      return ofOwner.size() > PLACES_OF_A_PROCESS ? ofOwner.removeFirst() : null;
    }
    if (ofOwner.size() <= PLACES_OF_STRANGERS) {
      return null;
    }
    // A process may connect a moment before the agent has said whose it is.
    Guest oldest = ofOwner.removeFirst();
    long owned = processes.ownerOf(oldest.pid);
    return owned == KnownProcesses.STRANGER ? oldest : seat(oldest, owned);
  }

  private synchronized void leave(Guest guest) {
    guests.computeIfPresent(
        guest.owner,
        (owner, ofOwner) -> {
          ofOwner.remove(guest);
          return ofOwner.isEmpty() ? null : ofOwner;
        });
  }

  private static final class Guest {
    final long pid;
    final Runnable hangUp;
    long owner;

    Guest(long pid, Runnable hangUp) {
      this.pid = pid;
      this.hangUp = hangUp;
    }
  }
}
