package dev.gavel.gateway.hub;

import dev.gavel.gateway.peer.Peer;
import java.util.List;

/// Who is in a room, over all gateways. Returns at once.
public interface Attendance {
  /// @param count users and spectators
  /// @param userIds some of the users
  record Present(long count, List<String> userIds) {}

  void sat(String room, Peer peer);

  void rose(String room, Peer peer);

  Present present(String room);
}
