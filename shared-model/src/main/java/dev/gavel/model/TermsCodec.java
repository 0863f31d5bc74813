package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The terms of a room. Reading gives only terms that a room can be opened with.
public final class TermsCodec extends JsonCodec<RoomTerms> {
  private static final int MAX_DEPTH = 6;

  public TermsCodec() {
    super("terms", CommandCodec.MAX_BYTES, MAX_DEPTH);
  }

  @Override
  void put(JsonOut out, RoomTerms terms) {
    out.field("rules", terms.rules())
        .field("item", terms.item())
        .field("seller", terms.seller())
        .field("currency", terms.currency())
        .field("mode", terms.mode().name())
        .field("start", terms.start());
    terms.reserve().ifPresent(reserve -> out.field("reserve", reserve));
    increments(out, terms.increments());
    out.field("opensAtMs", terms.opensAtMs()).field("closesAtMs", terms.closesAtMs());
    softClose(out, terms.softClose());
    out.field("hardEndAtMs", terms.hardEndAtMs())
        .field("outageGapMs", terms.outageGapMs())
        .field("outageExtendMs", terms.outageExtendMs());
    terms.approved().ifPresent(approved -> ids(out.name("approved"), approved));
    ids(out.name("blocked"), terms.blocked());
    out.name("limits").open();
    new TreeMap<>(terms.limits()).forEach(out::field);
    out.close();
    terms.next().ifPresent(next -> next(out.name("next"), next));
  }

  private static void next(JsonOut out, RoomTerms.NextLot next) {
    out.open().field("room", next.room()).field("gapMs", next.gapMs()).close();
  }

  @Override
  RoomTerms take(JsonIn in) throws Unfit {
    RoomTerms terms = fields(in);
    Optional<String> problem = terms.problem();
    if (problem.isPresent()) {
      throw new Unfit("terms: " + problem.get());
    }
    return terms;
  }

  /// The form alone: whether a room can be judged by it, the engine says.
  RoomTerms form(JsonIn in) throws Unfit {
    in.integer("v", VERSION, VERSION);
    RoomTerms terms = fields(in);
    in.end();
    return terms;
  }

  private static RoomTerms fields(JsonIn in) throws Unfit {
    return new RoomTerms(
        (int) in.integer("rules", 0, Integer.MAX_VALUE),
        in.id("item"),
        in.id("seller"),
        in.id("currency"),
        in.choice("mode", RoomTerms.Mode.class),
        in.integer("start", 0, Amount.MAX_MINOR),
        in.maybeInteger("reserve", 0, Amount.MAX_MINOR),
        increments(in.object("increments")),
        timeMs(in, "opensAtMs"),
        timeMs(in, "closesAtMs"),
        softClose(in.object("softClose")),
        timeMs(in, "hardEndAtMs"),
        spanMs(in, "outageGapMs"),
        spanMs(in, "outageExtendMs"),
        in.has("approved")
            ? Optional.of(in.ids("approved", RoomTerms.MAX_PEOPLE))
            : Optional.empty(),
        in.ids("blocked", RoomTerms.MAX_PEOPLE),
        limits(in.raw("limits")),
        in.has("next") ? Optional.of(next(in.object("next"))) : Optional.empty());
  }

  private static RoomTerms.NextLot next(JsonIn in) throws Unfit {
    RoomTerms.NextLot next = new RoomTerms.NextLot(in.id("room"), spanMs(in, "gapMs"));
    in.end();
    return next;
  }

  private static void increments(JsonOut out, Increments increments) {
    out.name("increments").open().field("name", increments.name()).name("tiers").openList();
    for (Increments.Tier tier : increments.tiers()) {
      out.openList().value(tier.from()).value(tier.step()).closeList();
    }
    out.closeList().close();
  }

  private static Increments increments(JsonIn in) throws Unfit {
    String name = in.id("name");
    List<Increments.Tier> tiers = new ArrayList<>();
    for (JsonNode tier : in.list("tiers", Increments.MAX_TIERS)) {
      if (!tier.isContainerNode() || tier.size() != 2) {
        throw in.unfit("tiers", "a tier is [from, step]");
      }
      boolean named = tier.isObject(); // as stored: not every database takes a list in a list
      tiers.add(
          new Increments.Tier(
              in.integer(named ? tier.path("from") : tier.path(0), "tiers", 0, Amount.MAX_MINOR),
              in.integer(named ? tier.path("step") : tier.path(1), "tiers", 0, Amount.MAX_MINOR)));
    }
    in.end();
    try {
      return new Increments(name, tiers);
    } catch (IllegalArgumentException e) {
      throw in.unfit("tiers", String.valueOf(e.getMessage()));
    }
  }

  private static void softClose(JsonOut out, RoomTerms.SoftClose softClose) {
    out.name("softClose")
        .open()
        .field("extend", softClose.extend().name())
        .field("windowMs", softClose.windowMs())
        .field("byMs", softClose.byMs())
        .close();
  }

  private static RoomTerms.SoftClose softClose(JsonIn in) throws Unfit {
    RoomTerms.SoftClose softClose =
        new RoomTerms.SoftClose(
            in.choice("extend", RoomTerms.SoftClose.Extend.class),
            spanMs(in, "windowMs"),
            spanMs(in, "byMs"));
    in.end();
    return softClose;
  }

  private static void ids(JsonOut out, List<String> ids) {
    out.openList();
    ids.forEach(out::value);
    out.closeList();
  }

  private static Map<String, Long> limits(JsonNode node) throws Unfit {
    if (node.size() > RoomTerms.MAX_PEOPLE) {
      throw new Unfit("terms.limits: more than " + RoomTerms.MAX_PEOPLE);
    }
    Map<String, Long> limits = new HashMap<>();
    if (node.isArray()) { // as stored: not every database takes a dot in a name
      for (JsonNode item : node) {
        JsonIn limit = JsonIn.of(item, "terms.limits");
        limits.put(limit.id("bidder"), limit.integer("limit", 0, Amount.MAX_MINOR));
        limit.end();
      }
      return limits;
    }
    JsonIn in = JsonIn.of(node, "terms.limits");
    for (Map.Entry<String, JsonNode> limit : node.properties()) {
      if (!Names.isId(limit.getKey())) {
        throw in.unfit(limit.getKey(), "not an id");
      }
      limits.put(limit.getKey(), in.integer(limit.getKey(), 0, Amount.MAX_MINOR));
    }
    return limits;
  }

  private static long timeMs(JsonIn in, String name) throws Unfit {
    return in.integer(name, 0, RoomTerms.MAX_TIME_MS);
  }

  private static long spanMs(JsonIn in, String name) throws Unfit {
    return in.integer(name, 0, RoomTerms.MAX_SPAN_MS);
  }
}
