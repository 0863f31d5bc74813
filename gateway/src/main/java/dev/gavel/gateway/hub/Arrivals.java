package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.words.Complaint;
import java.util.Optional;

/// Whoever sits down is counted before it is shown the room, so that it sees itself among the
/// people there.
final class Arrivals {
  private final Hub hub;
  private final Seating seating;
  private final Company company;
  private final People people;

  Arrivals(Hub hub, Seating seating, Company company, People people) {
    this.hub = hub;
    this.seating = seating;
    this.company = company;
    this.people = people;
  }

  /// Why it cannot sit down, when it cannot. Blocks while the room is opened: a room that does not
  /// exist is told to nobody.
  Optional<Complaint> arrives(String room, Peer peer) {
    return switch (seating.find(room)) {
      case SEATED -> {
        company.sat(room, peer);
        hub.room(room).ifPresent(this::count);
        yield Optional.empty();
      }
      case NO_ROOM -> Optional.of(Complaint.ROOM_UNKNOWN);
      case AWAY -> Optional.of(Complaint.UNAVAILABLE);
    };
  }

  /// The telling comes later, for many at once; the next snapshot is right already.
  private void count(LiveRoom room) {
    dev.gavel.gateway.presence.People now = company.people(room.id());
    ObjectNode shown = room.presence().get();
    if (now.count() == shown.path("count").asLong()) {
      return;
    }
    if (shown.path("people").size() < dev.gavel.gateway.presence.People.MAX_NAMED) {
      people.warm(now.userIds());
      room.presence().set(Comings.json(room.naming(), now));
    } else {
      // In a crowd no names are looked up for each who comes.
      room.presence().updateAndGet(crowd -> crowd.deepCopy().put("count", now.count()));
    }
  }
}
