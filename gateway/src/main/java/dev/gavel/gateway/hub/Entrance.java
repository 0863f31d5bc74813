package dev.gavel.gateway.hub;

import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Names;
import dev.gavel.model.Wish;
import java.util.Optional;

/// Who may come in, beyond what the token says: the user must exist, and so must the item that the
/// handshake names.
final class Entrance {
  private final RoomSources sources;
  private final Lots lots;

  Entrance(RoomSources sources, Lots lots) {
    this.sources = sources;
    this.lots = lots;
  }

  /// Why not, when not. Tells the visit which room it comes for.
  Optional<Complaint> judge(Visit visit) {
    try {
      Optional<Complaint> why =
          visit.user().isPresent() ? user(visit.user().get()) : Optional.empty();
      Optional<String> item = visit.peer().handshake().queryValue("id");
      return why.isPresent() || item.isEmpty() ? why : lot(visit, item.get());
    } catch (ViewAway away) {
      return Optional.of(Complaint.UNAVAILABLE);
    }
  }

  private Optional<Complaint> user(String user) {
    // Names of the floor and of the worker: nobody may come as one of them.
    if (user.startsWith(Wish.FLOOR) || user.equals(Wish.CASCADE)) {
      return Optional.of(Complaint.NOT_ALLOWED);
    }
    try {
      return sources.people().find(user).isPresent()
          ? Optional.empty()
          : Optional.of(Complaint.USER_UNKNOWN);
    } catch (ViewAway away) {
      // The token is signed and not over: while nobody can be asked, it is believed.
      return Optional.empty();
    }
  }

  private Optional<Complaint> lot(Visit visit, String item) throws ViewAway {
    if (!Names.isId(item)) {
      return Optional.of(Complaint.ITEM_UNKNOWN);
    }
    return switch (lots.of(item)) {
      case Lots.Lot.InRoom(String room) -> {
        visit.firstRoom(room);
        yield Optional.empty();
      }
      case Lots.Lot.NoRoom() -> Optional.of(Complaint.ROOM_UNKNOWN);
      case Lots.Lot.NoItem() -> Optional.of(Complaint.ITEM_UNKNOWN);
    };
  }
}
