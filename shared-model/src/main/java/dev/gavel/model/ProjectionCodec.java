package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The entries of the projection's pages, tails and shares (README: "Projection"): CBOR with
/// numbered names, one entry after the other without anything between them (RFC 8742), so that a
/// page is its entries' bytes joined. The same value always gives the same bytes. Thread-safe.
public final class ProjectionCodec {
  private static final AnswerJson ANSWERS = new AnswerJson();
  private static final UpdateCodec UPDATES = new UpdateCodec();

  private final CborReader reader = new CborReader();

  private interface Entry<T> {
    T take(JsonIn in) throws Unfit;
  }

  /// One entry of a decision page.
  public byte[] write(StoredDecision stored) {
    JsonBinary out = new JsonBinary();
    put(out, stored);
    return out.toBytes();
  }

  /// One entry of an update page.
  public byte[] write(RoomUpdate update) {
    JsonBinary out = new JsonBinary();
    out.open().field("place", update.place().offset());
    UPDATES.putInside(out, update);
    out.hex("receipt", update.receipt()).close();
    return out.toBytes();
  }

  /// One entry of a share.
  public byte[] write(BidderShare share) {
    return write(share, share.recent().stream().map(this::write).toList());
  }

  /// The same bytes for each keeper of the newest answers as entries of a decision page.
  ///
  /// @param share without recent answers
  /// @param recent the oldest first
  public byte[] write(BidderShare share, List<byte[]> recent) {
    JsonBinary out = new JsonBinary();
    out.open().word("bidder", share.bidder()).field("bids", share.bids());
    share.standing().ifPresent(offer -> put(out, offer));
    EventJson.maybe(out, "highest", share.highest());
    EventJson.maybe(out, "limit", share.limit());
    if (share.paddle().isPresent()) {
      out.field("paddle", share.paddle().getAsInt());
    }
    out.field("blocked", share.blocked()).name("recent").openList();
    recent.forEach(out::raw);
    out.closeList().close();
    return out.toBytes();
  }

  private static void put(JsonBinary out, BidderShare.Offer offer) {
    out.name("standing").open().field("bid", offer.bid()).field("price", offer.amount());
    out.field("raised", offer.maximum()).close();
  }

  private static void put(JsonBinary out, StoredDecision stored) {
    Decision decision = stored.decision();
    out.open()
        .field("place", decision.place().offset())
        .word("id", decision.id())
        .word("by", decision.by().id())
        .word("role", decision.by().role().name())
        .word("op", decision.op());
    stored.amount().ifPresent(said -> out.field("amount", said));
    if (stored.paddle().isPresent()) {
      out.field("paddle", stored.paddle().getAsInt());
    }
    out.field("body", stored.fingerprint()).field("atMs", decision.atMs());
    ANSWERS.put(out.name("answer"), decision.answer());
    out.field("duplicate", decision.duplicate()).field("sequence", decision.sequence());
    out.hex("receipt", decision.receipt()).close();
  }

  /// Reads the entries of decision pages or of a tail.
  ///
  /// @param partition of the room
  public Codec.Read<List<StoredDecision>> decisions(String room, int partition, byte[] entries) {
    return all(entries, in -> decision(in, room, partition));
  }

  /// Reads the entries of update pages or of a tail.
  public Codec.Read<List<RoomUpdate>> updates(String room, int partition, byte[] entries) {
    return all(
        entries,
        in ->
            UPDATES.takeInside(
                in, room, place(in, partition), in.text("receipt", Names.MAX_ID_CHARS)));
  }

  /// Reads the entries of a share.
  public Codec.Read<List<BidderShare>> shares(String room, int partition, byte[] entries) {
    return all(entries, in -> share(in, room, partition));
  }

  /// Reads the entries of anything as they are spelled in the README: for a person.
  public Codec.Read<List<JsonNode>> trees(byte[] entries) {
    try {
      return new Codec.Read.Value<>(List.copyOf(reader.all(entries)));
    } catch (Unfit unfit) {
      return new Codec.Read.Bad<>(unfit.unreadable());
    }
  }

  private <T> Codec.Read<List<T>> all(byte[] entries, Entry<T> entry) {
    try {
      List<T> all = new ArrayList<>();
      for (JsonNode item : reader.all(entries)) {
        JsonIn in = JsonIn.of(item, "entry " + all.size());
        all.add(entry.take(in));
        in.end();
      }
      return new Codec.Read.Value<>(List.copyOf(all));
    } catch (Unfit unfit) {
      return new Codec.Read.Bad<>(unfit.unreadable());
    }
  }

  private static StoredDecision decision(JsonIn in, String room, int partition) throws Unfit {
    Decision decision =
        new Decision(
            room,
            place(in, partition),
            in.id("id"),
            new Author(in.id("by"), in.choice("role", Role.class)),
            in.text("op", Names.MAX_ID_CHARS),
            in.integer("atMs", 0, Long.MAX_VALUE),
            ANSWERS.take(in.object("answer")),
            in.flag("duplicate"),
            in.integer("sequence", 0, Long.MAX_VALUE),
            List.of(),
            in.text("receipt", Names.MAX_ID_CHARS));
    Optional<String> amount =
        in.has("amount") ? Optional.of(in.text("amount", Amount.MAX_TEXT_CHARS)) : Optional.empty();
    return new StoredDecision(
        decision, amount, paddle(in), in.integer("body", Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private static BidderShare share(JsonIn in, String room, int partition) throws Unfit {
    List<StoredDecision> recent = new ArrayList<>();
    for (JsonNode item : in.list("recent", BidderShare.MAX_RECENT)) {
      JsonIn one = JsonIn.of(item, "recent");
      recent.add(decision(one, room, partition));
      one.end();
    }
    Optional<BidderShare.Offer> standing =
        in.has("standing") ? Optional.of(offer(in.object("standing"))) : Optional.empty();
    return new BidderShare(
        in.id("bidder"),
        in.integer("bids", 0, Long.MAX_VALUE),
        standing,
        amount(in, "highest"),
        amount(in, "limit"),
        paddle(in),
        in.flag("blocked"),
        recent);
  }

  private static BidderShare.Offer offer(JsonIn in) throws Unfit {
    BidderShare.Offer offer =
        new BidderShare.Offer(
            in.integer("bid", 1, Long.MAX_VALUE),
            in.integer("price", 1, Amount.MAX_MINOR),
            in.flag("raised"));
    in.end();
    return offer;
  }

  private static OptionalLong amount(JsonIn in, String name) throws Unfit {
    return in.maybeInteger(name, 0, Amount.MAX_MINOR);
  }

  private static OptionalInt paddle(JsonIn in) throws Unfit {
    return in.has("paddle")
        ? OptionalInt.of((int) in.integer("paddle", 1, Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  private static Place place(JsonIn in, int partition) throws Unfit {
    return new Place(partition, in.integer("place", 0, Long.MAX_VALUE));
  }
}
