package dev.gavel.model;

import java.util.Optional;

/// A command as it stands in the log: at most [#MAX_BYTES], depth 8. A bad amount or impossible
/// terms are read and left to the engine, so that the refusal stands in the log.
public final class CommandCodec extends JsonCodec<RoomCommand> {
  public static final int MAX_BYTES = 16 * 1024;
  private static final int MAX_DEPTH = 8;

  private final WishJson wishes = new WishJson();

  public CommandCodec() {
    super("command", MAX_BYTES, MAX_DEPTH);
  }

  @Override
  void put(JsonOut out, RoomCommand command) {
    out.field("room", command.room())
        .field("id", command.id())
        .field("by", command.by().id())
        .field("role", command.by().role().name());
    if (command.notAfterMs() != RoomCommand.NO_DEADLINE) {
      out.field("notAfterMs", command.notAfterMs());
    }
    wishes.put(out, command.wish());
  }

  @Override
  Optional<RoomCommand> quick(byte[] bytes) {
    return BidReader.read(bytes);
  }

  @Override
  RoomCommand take(JsonIn in) throws Unfit {
    return new RoomCommand(in.id("room"), in.id("id"), author(in), notAfterMs(in), wishes.take(in));
  }

  private static Author author(JsonIn in) throws Unfit {
    Author by = new Author(in.id("by"), in.choice("role", Role.class));
    if (by.id().startsWith(Wish.FLOOR)) {
      throw in.unfit("by", "a name of the floor");
    }
    if (by.id().equals(Wish.CASCADE) && by.role() != Role.WORKER) {
      throw in.unfit("by", "the worker's own name");
    }
    return by;
  }

  private static long notAfterMs(JsonIn in) throws Unfit {
    return in.maybeInteger("notAfterMs", 0, RoomTerms.MAX_TIME_MS).orElse(RoomCommand.NO_DEADLINE);
  }
}
