package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.store.RoomStore.StoredShare;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The paddles of a room, and what is known here of its users' own state: while the store does not
/// answer, that is all that they can be shown. Thread-safe; nothing waits.
final class RoomBidders {
  /// Users whose state is remembered; the one not asked for the longest is forgotten, which makes
  /// its state unknown until its share is read. Fixed.
  static final int MAX_KNOWN = 4_096;

  /// What staff changed elsewhere is shown after this at the latest. Fixed.
  static final long FRESH_MS = 2_000;

  private final Map<String, Integer> paddles = new ConcurrentHashMap<>();
  private final Map<String, OwnState> states =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OwnState> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  void learn(StoredRoom stored) {
    paddles.putAll(stored.paddles());
    stored.last().forEach(this::learn);
  }

  /// Before its update is told: a paddle may be what the bidder is called in it.
  void learn(RoomUpdate update) {
    long offset = update.place().offset();
    switch (update.event()) {
      case RoomEvent.BidderApproved(var bidder, int paddle) -> paddles.put(bidder, paddle);
      case RoomEvent.BidPlaced bid ->
          offered(
              bid.bidder(),
              bid.kind() == RoomEvent.BidPlaced.Kind.MAXIMUM
                  ? OwnState.Fact.unknown(offset)
                  : OwnState.Fact.known(offset, OptionalLong.empty()));
      case RoomEvent.BidVoided _, RoomEvent.BidReinstated _ -> unsettle(offset);
      case RoomEvent.Opened _, RoomEvent.OutageExtended _, RoomEvent.Postponed _ -> {}
      case RoomEvent.Paused _, RoomEvent.Resumed _, RoomEvent.FairWarningGiven _ -> {}
      case RoomEvent.AskSet _, RoomEvent.Closed _, RoomEvent.Reopened _ -> {}
    }
  }

  private void offered(String user, OwnState.Fact most) {
    change(user, own -> own.offered(most));
  }

  private synchronized void unsettle(long offset) {
    states.replaceAll((_, own) -> own.unsettled(offset));
  }

  /// A command of this gateway was decided. A repeated one says nothing new.
  void learn(RoomCommand command, Decision decision) {
    long offset = decision.place().offset();
    if (decision.duplicate() || decision.answer() instanceof Answer.Refused) {
      return;
    }
    Wish wish = command.wish();
    if (wish instanceof Wish.Bid) {
      offered(command.by().id(), OwnState.Fact.known(offset, OptionalLong.empty()));
    } else if (wish instanceof Wish.Maximum(Amount.Exact(long most))) {
      offered(command.by().id(), OwnState.Fact.known(offset, OptionalLong.of(most)));
    } else if (wish instanceof Wish.Limit(String bidder, Amount.Exact(long most))) {
      limited(bidder, offset, most);
    }
  }

  /// Another gateway has told a user an answer (how much was offered does not stand in it), or a
  /// limit.
  void learn(String user, JsonNode told) {
    String place = told.path("place").asText();
    int colon = place.indexOf(':');
    if (colon < 0 || !place.substring(colon + 1).matches("[0-9]{1,18}")) {
      return;
    }
    long offset = Long.parseLong(place.substring(colon + 1));
    if (told.path("limit").isIntegralNumber()) {
      limited(user, offset, told.path("limit").asLong());
    } else if (told.path("status").asText().equals("maximum")) {
      change(user, own -> own.unsettled(offset));
    }
  }

  private void limited(String user, long offset, long limit) {
    change(user, own -> own.limited(offset, limit));
  }

  void learn(String user, StoredShare share, long nowMs) {
    change(user, own -> own.read(share, nowMs));
    share.share().paddle().ifPresent(paddle -> paddles.put(user, paddle));
  }

  private synchronized void change(String user, UnaryOperator<OwnState> change) {
    states.put(user, change.apply(states.getOrDefault(user, OwnState.UNKNOWN)));
  }

  synchronized OwnState own(String user) {
    return states.getOrDefault(user, OwnState.UNKNOWN);
  }

  /// Whether all is known, and was read a moment ago: what staff decide elsewhere may not be told.
  boolean isFresh(String user, long nowMs) {
    OwnState own = own(user);
    return own.isWhole() && nowMs - own.readAtMs() < FRESH_MS;
  }

  Optional<Integer> paddle(String user) {
    return Optional.ofNullable(paddles.get(user));
  }

  /// `mine` of a snapshot: what is unknown is left out, and `known` is then false.
  ObjectNode mine(Optional<String> user, Standing standing, RoomTerms terms) {
    ObjectNode mine = JsonNodeFactory.instance.objectNode();
    if (user.isEmpty()) {
      return mine.put("hasBid", false).put("leading", false);
    }
    String id = user.get();
    OwnState own = own(id);
    boolean leading = standing.leader().filter(id::equals).isPresent();
    mine.put("leading", leading);
    if (leading || own.hasBid() || own.isRead()) {
      mine.put("hasBid", leading || own.hasBid());
    }
    if (leading) {
      own.maximum()
          .amount()
          .ifPresent(most -> mine.put("max", Math.max(most, standing.price().orElse(0))));
    }
    paddle(id).ifPresent(paddle -> mine.put("paddle", paddle));
    if (own.limit().isKnown()) {
      own.limit()
          .amount()
          .ifPresentOrElse(
              limit -> mine.put("limit", limit),
              () ->
                  Optional.ofNullable(terms.limits().get(id)).ifPresent(l -> mine.put("limit", l)));
    }
    return own.isWhole() ? mine : mine.put("known", false);
  }
}
