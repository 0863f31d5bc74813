package dev.gavel.model;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// A line of an export, without its line feed. A command stands as JSON where that gives its bytes
/// again, else in Base64: what the receipt covers is never lost.
public final class ExportCodec extends JsonCodec<ExportLine> {
  public static final int MAX_BYTES = 96 * 1024;
  private static final int MAX_DEPTH = UpdateCodec.MAX_DEPTH + 1;

  private final CommandCodec commands = new CommandCodec();
  private final DecisionCodec decisions = new DecisionCodec();

  public ExportCodec() {
    super("export", MAX_BYTES, MAX_DEPTH);
  }

  @Override
  void put(JsonOut out, ExportLine line) {
    switch (line) {
      case ExportLine.Head(var room) -> out.field("type", "room").field("room", room);
      case ExportLine.Entry entry -> entry(out.field("type", "entry"), entry);
      case ExportLine.End(long entries, var receipt) ->
          out.field("type", "end").field("entries", entries).field("receipt", receipt);
    }
  }

  @Override
  ExportLine take(JsonIn in) throws Unfit {
    return switch (in.text("type", Names.MAX_ID_CHARS)) {
      case "room" -> new ExportLine.Head(in.id("room"));
      case "entry" ->
          new ExportLine.Entry(
              in.place("place"),
              in.integer("appendedAtMs", 0, Long.MAX_VALUE),
              command(in),
              decision(in));
      case "end" ->
          new ExportLine.End(
              in.integer("entries", 0, Long.MAX_VALUE), in.text("receipt", Names.MAX_ID_CHARS));
      default -> throw in.unfit("type", "unknown");
    };
  }

  private void entry(JsonOut out, ExportLine.Entry entry) {
    out.field("place", entry.place().toString()).field("appendedAtMs", entry.appendedAtMs());
    if (commands.read(entry.command()) instanceof Read.Value<RoomCommand>(var command)
        && Arrays.equals(commands.write(command), entry.command())) {
      commands.object(out.name("command"), command);
    } else {
      out.field("bytes", Base64.getEncoder().encodeToString(entry.command()));
    }
    if (entry.decision().isPresent()) {
      decisions.object(out.name("decision"), entry.decision().get());
    }
  }

  private byte[] command(JsonIn in) throws Unfit {
    if (in.has("command")) {
      return commands.write(commands.take(in.raw("command"), "export.command"));
    }
    try {
      return Base64.getDecoder().decode(in.text("bytes", MAX_BYTES));
    } catch (IllegalArgumentException _) {
      throw in.unfit("bytes", "not Base64");
    }
  }

  private Optional<Decision> decision(JsonIn in) throws Unfit {
    return in.has("decision")
        ? Optional.of(decisions.take(in.raw("decision"), "export.decision"))
        : Optional.empty();
  }
}
