package dev.gavel.bids.store;

class MemoryProjectionStoreTest extends ProjectionStoreContract {
  private final MemoryProjectionStore view = new MemoryProjectionStore();

  @Override
  ProjectionStore view() {
    return view;
  }

  @Override
  long decisions(ProjectionStore of, String room) {
    return view.bids().values().stream().filter(bid -> bid.getString("room").equals(room)).count();
  }
}
