package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.model.Amount;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Names;
import dev.gavel.model.RoomTerms.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.types.ObjectId;

/// Reads a sale as staff plans it.
final class SaleForm {
  private static final int MOST_TITLE_CHARS = 200;
  private static final long MOST_LOT_S = 30L * 24 * 3600;
  private static final long MOST_GAP_S = 24 * 3600;
  private static final long MOST_SOFT_S = 3600;

  private SaleForm() {}

  /// The form says what was wrong; the sale is then of no use.
  static Sale read(Form form) {
    boolean timed = form.text("mode", 1, 16).equals("TIMED");
    if (!timed && !form.any("mode").asText().equals("AUCTIONEER")) {
      form.fault("mode");
    }
    String increments = form.text("increments", 1, Names.MAX_ID_CHARS);
    if (IncrementTables.named(increments).isEmpty()) {
      form.fault("increments");
    }
    return new Sale(
        new ObjectId().toHexString(),
        new Sale.Words(
            form.text("title", 1, MOST_TITLE_CHARS), form.text("titleEn", 0, MOST_TITLE_CHARS)),
        timed ? Mode.TIMED : Mode.AUCTIONEER,
        form.flag("cascade"),
        new Sale.Times(
            timed ? 1000 * form.number("lotS", 5, MOST_LOT_S) : 0,
            1000 * form.number("gapS", 0, MOST_GAP_S),
            timed ? 1000 * form.number("softS", 0, MOST_SOFT_S) : 0),
        new Sale.Money(form.text("currency", 3, 3), increments, form.id("seller")),
        form.list("lots", Sale.MAX_LOTS, SaleForm::lots).orElse(List.of()),
        Sale.State.PLANNED,
        "",
        0);
  }

  private static Optional<List<Sale.Lot>> lots(JsonNode node) {
    List<Sale.Lot> lots = new ArrayList<>();
    for (JsonNode lot : node) {
      String item = lot.path("item").asText();
      boolean fits = Names.isId(item) && amount(lot.path("start"));
      if (!fits || (lot.has("reserve") && !amount(lot.path("reserve")))) {
        return Optional.empty();
      }
      lots.add(
          new Sale.Lot(
              item,
              lot.path("start").longValue(),
              lot.has("reserve")
                  ? OptionalLong.of(lot.path("reserve").longValue())
                  : OptionalLong.empty()));
    }
    return lots.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(lots));
  }

  private static boolean amount(JsonNode node) {
    return node.isIntegralNumber()
        && node.canConvertToLong()
        && node.longValue() > 0
        && node.longValue() <= Amount.MAX_MINOR;
  }
}
