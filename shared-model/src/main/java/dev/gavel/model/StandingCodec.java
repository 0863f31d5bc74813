package dev.gavel.model;

/// A room's public state; absent fields are left out.
public final class StandingCodec extends JsonCodec<Standing> {
  private static final int MAX_BYTES = 4 * 1024;
  private static final int MAX_DEPTH = 2;

  public StandingCodec() {
    super("standing", MAX_BYTES, MAX_DEPTH);
  }

  @Override
  void put(JsonOut out, Standing standing) {
    out.word("phase", standing.phase().name()).field("paused", standing.paused());
    if (standing.price().isPresent()) {
      out.field("price", standing.price().getAsLong());
    }
    if (standing.leader().isPresent()) {
      out.word("leader", standing.leader().get());
    }
    if (standing.minimum().isPresent()) {
      out.field("minimum", standing.minimum().getAsLong());
    }
    if (standing.endsAtMs().isPresent()) {
      out.field("endsAtMs", standing.endsAtMs().getAsLong());
    }
    if (standing.reserveMet().isPresent()) {
      out.field("reserveMet", standing.reserveMet().get());
    }
    out.field("bids", standing.bids()).field("warnings", standing.warnings());
    if (standing.outcome().isPresent()) {
      out.word("outcome", standing.outcome().get().name());
    }
  }

  @Override
  Standing take(JsonIn in) throws Unfit {
    return new Standing(
        in.choice("phase", Standing.Phase.class),
        in.flag("paused"),
        in.maybeInteger("price", 1, Amount.MAX_MINOR),
        in.maybeId("leader"),
        in.maybeInteger("minimum", 1, 2 * Amount.MAX_MINOR),
        in.maybeInteger("endsAtMs", 0, Long.MAX_VALUE),
        in.maybeFlag("reserveMet"),
        in.integer("bids", 0, Long.MAX_VALUE),
        (int) in.integer("warnings", 0, Wish.MAX_FAIR_WARNINGS),
        in.maybeChoice("outcome", Standing.Outcome.class));
  }
}
