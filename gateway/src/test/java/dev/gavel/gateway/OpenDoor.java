package dev.gavel.gateway;

import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets everybody in. The cookie `user` says who it is; `refused` is refused with a reason, `away`
/// is turned away at once.
public final class OpenDoor implements Door {
  private static final long FAR_AWAY = Long.MAX_VALUE;

  /// How often it was asked to let somebody in.
  public final AtomicInteger entered = new AtomicInteger();

  @Override
  public Entry enter(Handshake handshake) {
    entered.incrementAndGet();
    if (handshake.cookie("user").filter("away"::equals).isPresent()) {
      return new Entry.TurnedAway(403, "ORIGIN_FOREIGN", "not \"from\" there");
    }
    return new Entry.Admitted(
        identify(handshake),
        handshake.cookie("session_id").isPresent()
            ? List.of()
            : List.of("session_id=s1; Path=/", "second=2; Path=/"));
  }

  private static Identity identify(Handshake handshake) {
    String session = handshake.cookie("session_id").orElse("s1");
    return handshake
        .cookie("user")
        .<Identity>map(user ->
            user.equals("refused")
                ? new Identity.Refused("TOKEN_EXPIRED", "권한 없음.", session)
                : new Identity.Known(user, "bidder", session, FAR_AWAY))
        .orElseGet(() -> new Identity.Spectator(session));
  }

  @Override
  public boolean continues(Identity identity, Handshake handshake) {
    return !(identity instanceof Identity.Known known)
        || (identify(handshake) instanceof Identity.Known again
            && again.userId().equals(known.userId()));
  }
}
