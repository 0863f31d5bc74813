package dev.gavel.bids.results;

import dev.gavel.model.Decision;
import dev.gavel.model.RoomUpdate;
import java.util.List;

class MemoryAnnouncerTest extends AnnouncerContract {
  private final MemoryAnnouncer announcer = new MemoryAnnouncer();

  @Override
  Announcer announcer(String room, String gateway) {
    return announcer;
  }

  @Override
  List<RoomUpdate> told(String room) {
    return announcer.told(room);
  }

  @Override
  List<RoomUpdate> window(String room) {
    return announcer.window(room);
  }

  @Override
  List<Decision> answers(String gateway) {
    return announcer.answers(gateway);
  }
}
