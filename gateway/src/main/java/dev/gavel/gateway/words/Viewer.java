package dev.gavel.gateway.words;

import java.util.Optional;

/// Through whose eyes something is written: what is one's own is said, others are labels.
///
/// @param user empty for whoever has no part in it
public record Viewer(Optional<String> user) {
  public static final Viewer NOBODY = new Viewer(Optional.empty());

  public static Viewer of(String user) {
    return new Viewer(Optional.of(user));
  }

  public boolean is(String bidder) {
    return user.isPresent() && user.get().equals(bidder);
  }
}
