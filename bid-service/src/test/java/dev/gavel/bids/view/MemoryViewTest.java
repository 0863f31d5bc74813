package dev.gavel.bids.view;

class MemoryViewTest extends ViewContract {
  private final MemoryView view = new MemoryView();

  @Override
  View view() {
    return view;
  }

  @Override
  long decisions(View of, String room) {
    return view.bids().values().stream().filter(bid -> bid.getString("room").equals(room)).count();
  }
}
