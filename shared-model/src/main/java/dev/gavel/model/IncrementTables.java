package dev.gavel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tables of the trade that ship. A room carries its own table in its terms; these are what
/// terms are made from.
public final class IncrementTables {
  /// Online sales in won.
  public static final Increments KRW_ONLINE =
      table(
          "krw-online",
          """
          0 50000
          1000000 100000
          3000000 200000
          5000000 300000
          10000000 500000
          30000000 1000000
          50000000 2000000
          100000000 3000000
          200000000 5000000
          """);

  /// Sales in the saleroom in won.
  public static final Increments KRW_LIVE =
      table(
          "krw-live",
          """
          0 50000
          1000000 100000
          2000000 200000
          4000000 300000
          10000000 500000
          20000000 1000000
          30000000 2000000
          50000000 3000000
          100000000 5000000
          200000000 10000000
          300000000 20000000
          500000000 30000000
          1000000000 50000000
          2000000000 100000000
          """);

  /// US dollars, in cents.
  public static final Increments USD =
      table(
          "usd",
          """
          0 5
          100 25
          500 50
          2500 100
          10000 250
          25000 500
          50000 1000
          100000 2500
          250000 5000
          500000 10000
          """);

  public static final List<Increments> ALL = List.of(KRW_ONLINE, KRW_LIVE, USD);

  private IncrementTables() {}

  public static Optional<Increments> named(String name) {
    return ALL.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /// Lines of `from step`, in minor units.
  private static Increments table(String name, String lines) {
    List<Increments.Tier> tiers = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      int space = line.indexOf(' ');
      tiers.add(
          new Increments.Tier(
              Long.parseLong(line.substring(0, space)), Long.parseLong(line.substring(space + 1))));
    }
    return new Increments(name, tiers);
  }
}
