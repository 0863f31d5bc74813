package dev.gavel.bids.verify;

import dev.gavel.model.Answer;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.StoredDecision;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bson.Document;
import org.bson.types.Binary;

/// Changes entries of stored documents, as a user with access to the database could.
final class Forgery {
  private static final ProjectionCodec CODEC = new ProjectionCodec();

  private Forgery() {}

  /// Gives one stored decision another answer.
  static Document decision(Document document, String field, int index, Answer answer) {
    List<StoredDecision> all =
        new ArrayList<>(value(CODEC.decisions("r", 0, bytes(document, field))));
    all.set(index, with(all.get(index), answer));
    return with(document, field, all.stream().map(CODEC::write).toList());
  }

  /// Limits one bidder of a share.
  static Document limit(Document document, int index, long limit) {
    List<BidderShare> all =
        new ArrayList<>(value(CODEC.shares("r", 0, bytes(document, "entries"))));
    BidderShare was = all.get(index);
    all.set(
        index,
        new BidderShare(
            was.bidder(),
            was.bids(),
            was.standing(),
            was.highest(),
            OptionalLong.of(limit),
            was.paddle(),
            was.blocked(),
            was.recent()));
    return with(document, "entries", all.stream().map(CODEC::write).toList());
  }

  /// Gives the oldest answer that is kept of one author of a share another value.
  static Document recent(Document document, String author, Answer answer) {
    List<BidderShare> all =
        new ArrayList<>(value(CODEC.shares("r", 0, bytes(document, "entries"))));
    all.replaceAll(was -> was.bidder().equals(author) ? recent(was, answer) : was);
    return with(document, "entries", all.stream().map(CODEC::write).toList());
  }

  private static BidderShare recent(BidderShare was, Answer answer) {
    List<StoredDecision> recent = new ArrayList<>(was.recent());
    recent.addFirst(with(recent.removeFirst(), answer));
    return new BidderShare(
        was.bidder(),
        was.bids(),
        was.standing(),
        was.highest(),
        was.limit(),
        was.paddle(),
        was.blocked(),
        recent);
  }

  private static StoredDecision with(StoredDecision stored, Answer answer) {
    Decision was = stored.decision();
    Decision forged =
        new Decision(
            was.room(),
            was.place(),
            was.id(),
            was.by(),
            was.op(),
            was.atMs(),
            answer,
            was.duplicate(),
            was.sequence(),
            List.of(),
            was.receipt());
    return new StoredDecision(forged, stored.amount(), stored.paddle(), stored.fingerprint());
  }

  private static Document with(Document document, String field, List<byte[]> entries) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    entries.forEach(joined::writeBytes);
    return new Document(document).append(field, new Binary(joined.toByteArray()));
  }

  private static byte[] bytes(Document document, String field) {
    return document.get(field, Binary.class).getData();
  }

  private static <T> T value(Codec.Read<T> read) {
    return ((Codec.Read.Value<T>) read).value();
  }
}
