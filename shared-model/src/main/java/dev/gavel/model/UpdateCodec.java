package dev.gavel.model;

/// An update for viewers.
public final class UpdateCodec extends JsonCodec<RoomUpdate> {
  static final int MAX_BYTES = 64 * 1024;
  static final int MAX_DEPTH = 12;

  private final EventJson events = new EventJson();
  private final StandingCodec standings = new StandingCodec();

  public UpdateCodec() {
    super("update", MAX_BYTES, MAX_DEPTH);
  }

  @Override
  void put(JsonOut out, RoomUpdate update) {
    out.field("room", update.room()).field("place", update.place().toString());
    putInside(out, update);
    out.field("receipt", update.receipt());
  }

  @Override
  RoomUpdate take(JsonIn in) throws Unfit {
    return takeInside(in, in.id("room"), in.place("place"), in.text("receipt", Names.MAX_ID_CHARS));
  }

  /// What an update says inside a decision, which says room, place and receipt once for all.
  void putInside(JsonOut out, RoomUpdate update) {
    out.field("sequence", update.sequence()).field("atMs", update.atMs());
    events.put(out.name("event"), update.event());
    standings.object(out.name("standing"), update.standing());
  }

  RoomUpdate takeInside(JsonIn in, String room, Place place, String receipt) throws Unfit {
    return new RoomUpdate(
        room,
        place,
        in.integer("sequence", 1, Long.MAX_VALUE),
        in.integer("atMs", 0, Long.MAX_VALUE),
        events.take(in.object("event")),
        standings.take(in.raw("standing"), "update.standing"),
        receipt);
  }
}
