package dev.gavel.gateway.results;

import java.util.List;

/// What people said in rooms, for those who come later.
public interface TalkStore {
  /// Keeps a message. Returns at once; one that cannot be kept is counted, and told all the same.
  void keep(Said said);

  /// A room's newest messages, oldest first; none while the store is away.
  List<Said> newest(String room, int most);

  /// Keeps nothing.
  static TalkStore none() {
    return new TalkStore() {
      @Override
      public void keep(Said said) {}

      @Override
      public List<Said> newest(String room, int most) {
        return List.of();
      }
    };
  }
}
