package dev.gavel.model;

/// A wish about a room, as it stands in the log. Identity is (author, id): the same pair with the
/// same body is answered again, with another body it is refused.
///
/// @param room the room's id (at most [Names#MAX_ID_CHARS] characters)
/// @param id the command's id, chosen by whoever sends it (at most [Names#MAX_ID_CHARS] characters)
/// @param notAfterMs a bid that is judged later than this is EXPIRED; [#NO_DEADLINE] for none
public record RoomCommand(String room, String id, Author by, long notAfterMs, Wish wish) {
  public static final long NO_DEADLINE = Long.MAX_VALUE;
}
