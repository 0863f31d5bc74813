package dev.gavel.gateway.store;

import java.util.List;

class MemoryRoomStoreTest extends RoomStoreContract {
  private final MemoryRoomStore store = new MemoryRoomStore();

  @Override
  RoomStore over(List<ProjectedRoom> rooms) {
    rooms.forEach(store::put);
    return store;
  }
}
