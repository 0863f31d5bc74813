package dev.gavel.gateway.auth;

import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Names;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Judges handshakes by Origin and cookies.
///
/// The session is minted here when there is none and holds for the connection at once, so nobody
/// needs a second page load for it.
public final class CookieDoor implements Door {
  private final Origins origins;
  private final TokenCheck tokens;
  private final Cookies cookies;
  private final Revocations revocations;
  private final MeterRegistry meters;

  public CookieDoor(Origins origins, TokenCheck tokens, Cookies cookies, MeterRegistry meters) {
    this(origins, tokens, cookies, Revocations.none(), meters);
  }

  /// With tokens that a logout took back before their time.
  public CookieDoor(
      Origins origins,
      TokenCheck tokens,
      Cookies cookies,
      Revocations revocations,
      MeterRegistry meters) {
    this.origins = origins;
    this.tokens = tokens;
    this.cookies = cookies;
    this.revocations = revocations;
    this.meters = meters;
  }

  @Override
  public Entry enter(Handshake handshake) {
    if (!origins.admit(handshake)) {
      meters.counter("gavel_rejected_total", "reason", "origin").increment();
      Complaint foreign = Complaint.ORIGIN_FOREIGN;
      return new Entry.TurnedAway(403, foreign.name(), foreign.text());
    }
    Optional<String> session = sessionOf(handshake);
    String sessionId = session.orElseGet(() -> UUID.randomUUID().toString());
    return new Entry.Admitted(
        identify(handshake, sessionId),
        session.isPresent() ? List.of() : List.of(cookies.session(sessionId)));
  }

  @Override
  public boolean continues(Identity identity, Handshake handshake) {
    if (!origins.admit(handshake)) {
      return false;
    }
    return switch (identity) {
      case Identity.Known known -> believes(known, handshake);
      // Nothing hangs on these: whoever knows the secret sid may go on as nobody.
      case Identity.Spectator _ -> true;
      case Identity.Refused _ -> true;
    };
  }

  /// By the same user's token, or without any by the session that this handshake's answer set or
  /// saw: clients that send a header with the handshake alone have nothing else later.
  private boolean believes(Identity.Known known, Handshake handshake) {
    return TokenId.tokens(handshake).isEmpty()
        ? sessionOf(handshake).filter(known.sessionId()::equals).isPresent()
        : sameUser(known, identify(handshake, known.sessionId()));
  }

  /// A refreshed token of the same user is fine; another user with a stolen sid is not.
  private static boolean sameUser(Identity.Known known, Identity now) {
    return now instanceof Identity.Known again && again.userId().equals(known.userId());
  }

  /// Who the cookies (or a bearer token, for programs) say it is.
  Identity identify(Handshake handshake, String sessionId) {
    Set<String> found = TokenId.tokens(handshake);
    if (found.size() > 1) {
      return refused(Complaint.TOKEN_AMBIGUOUS, "ambiguous", sessionId);
    }
    if (found.isEmpty()) {
      // Looking on is for our own page; the original's clients are owed its refusal.
      return handshake.path().startsWith("/socket.io")
          ? refused(Complaint.TOKEN_MISSING, "missing", sessionId)
          : new Identity.Spectator(sessionId);
    }
    String token = found.iterator().next();
    return switch (tokens.check(token, handshake.atMs())) {
      case TokenCheck.Verdict.Good good ->
          revocations.revoked(TokenId.of(token))
              ? refused(Complaint.TOKEN_REVOKED, "revoked", sessionId)
              : new Identity.Known(good.userId(), good.role(), sessionId, good.expiresAtMs());
      case TokenCheck.Verdict.Expired() -> refused(Complaint.TOKEN_EXPIRED, "expired", sessionId);
      case TokenCheck.Verdict.Bad bad -> refused(Complaint.TOKEN_INVALID, bad.why(), sessionId);
    };
  }

  private Identity refused(Complaint complaint, String why, String sessionId) {
    meters.counter("gavel_tokens_rejected_total", "reason", why).increment();
    return new Identity.Refused(complaint.name(), complaint.text(), sessionId);
  }

  private static Optional<String> sessionOf(Handshake handshake) {
    return handshake
        .cookie(Cookies.SESSION)
        .or(() -> handshake.cookie(Cookies.SESSION_AS_READ_BEFORE))
        .filter(Names::isId);
  }
}
