package dev.gavel.local;

import java.nio.file.Path;
import java.util.Optional;

/// What to start.
///
/// @param data the folder that everything is kept in
/// @param fresh empty the folder first
/// @param port the first gateway's; the others count up from it
/// @param users how many demo users; at least the named ones
/// @param rooms how many further rooms, open for hours
/// @param house whether a house bidder bids a little at the start
/// @param bidsPerSecond of one user at a gateway; more are refused
/// @param external servers that run elsewhere; else they are started here
/// @param store which server keeps the documents here; empty when that depends on the machine
public record Plan(
    Path data,
    boolean fresh,
    int port,
    int gateways,
    int workers,
    int users,
    int rooms,
    boolean house,
    int bidsPerSecond,
    Optional<Addresses> external,
    Optional<Store> store) {
  static final int MAX_GATEWAYS = 8;
  static final int MAX_WORKERS = 6;
  static final int MAX_USERS = 20_000;
  static final int MAX_ROOMS = 5_000;
  static final int MAX_BIDS_PER_SECOND = 100_000;

  /// Where the servers are.
  ///
  /// @param kafka `host:port[,host:port]`
  /// @param redis `redis://host:port`
  /// @param mongo `mongodb://host:port`
  public record Addresses(String kafka, String redis, String mongo) {}

  public Plan {
    within("--gateways", gateways, 1, MAX_GATEWAYS);
    within("--workers", workers, 1, MAX_WORKERS);
    within("--users", users, 1, MAX_USERS);
    within("--rooms", rooms, 0, MAX_ROOMS);
    within("--bids-per-second", bidsPerSecond, 1, MAX_BIDS_PER_SECOND);
    within("--port", port, 1, 65_535 - gateways + 1);
    data = data.toAbsolutePath().normalize();
  }

  private static void within(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s: %d~%d 사이여야 합니다 / must be %d to %d, not %d"
              .formatted(option, min, max, min, max, value));
    }
  }

  /// A gateway's port.
  int portOf(int gateway) {
    return port + gateway;
  }
}
