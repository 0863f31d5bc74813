package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A decision as it stands on the results topic.
public final class DecisionCodec extends JsonCodec<Decision> {
  /// Most updates that one command causes: an outage or a close by the clock, then its own.
  public static final int MAX_UPDATES = 4;

  private final AnswerJson answers = new AnswerJson();
  private final UpdateCodec updates = new UpdateCodec();

  public DecisionCodec() {
    super("decision", UpdateCodec.MAX_BYTES, UpdateCodec.MAX_DEPTH);
  }

  @Override
  void put(JsonOut out, Decision decision) {
    fields(out, decision);
    out.field("receipt", decision.receipt());
  }

  /// Writes the decision as [#write] does, but without its receipt: what the receipt covers.
  void unsealed(JsonOut out, Decision decision) {
    fields(out.open().field("v", VERSION), decision);
    out.close();
  }

  @Override
  Decision take(JsonIn in) throws Unfit {
    String room = in.id("room");
    Place place = in.place("place");
    String receipt = in.text("receipt", Names.MAX_ID_CHARS);
    return new Decision(
        room,
        place,
        in.id("id"),
        new Author(in.id("by"), in.choice("role", Role.class)),
        in.text("op", Names.MAX_ID_CHARS),
        in.integer("atMs", 0, Long.MAX_VALUE),
        answers.take(in.object("answer")),
        in.flag("duplicate"),
        in.integer("sequence", 0, Long.MAX_VALUE),
        updates(in, room, place, receipt),
        receipt);
  }

  private void fields(JsonOut out, Decision decision) {
    out.word("room", decision.room())
        .place("place", decision.place())
        .word("id", decision.id())
        .word("by", decision.by().id())
        .word("role", decision.by().role().name())
        .word("op", decision.op())
        .field("atMs", decision.atMs());
    answers.put(out.name("answer"), decision.answer());
    out.field("duplicate", decision.duplicate())
        .field("sequence", decision.sequence())
        .name("updates")
        .openList();
    for (RoomUpdate update : decision.updates()) {
      updates.putInside(out.open(), update);
      out.close();
    }
    out.closeList();
  }

  private List<RoomUpdate> updates(JsonIn in, String room, Place place, String receipt)
      throws Unfit {
    List<RoomUpdate> inside = new ArrayList<>();
    for (JsonNode item : in.list("updates", MAX_UPDATES)) {
      JsonIn update = JsonIn.of(item, "decision.updates");
      inside.add(updates.takeInside(update, room, place, receipt));
      update.end();
    }
    return inside;
  }
}
