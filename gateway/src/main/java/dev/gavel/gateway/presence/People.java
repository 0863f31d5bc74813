package dev.gavel.gateway.presence;

import java.util.List;

/// Who is in a room, all gateways together.
///
/// @param count persons: users, and spectators by their sessions
/// @param userIds users alone, those who came first, at most [#MAX_NAMED]
public record People(long count, List<String> userIds) {
  /// More are counted, but not named.
  public static final int MAX_NAMED = 50;

  public static final People NOBODY = new People(0, List.of());

  public People {
    userIds = List.copyOf(userIds);
  }
}
