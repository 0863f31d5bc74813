package dev.gavel.gateway.hub;

/// A user's connections at other gateways. Every call returns at once; what is told while gateways
/// cannot talk to one another is lost.
public interface Elsewhere {
  /// The user has connections here from now on: what others tell is wanted.
  void here(String user);

  /// The user has none here any more.
  void gone(String user);

  /// Tells the user's connections everywhere else.
  ///
  /// @param text an answer's JSON, or `bid:limit` and its JSON
  void tell(String user, String text);

  /// There is no other gateway.
  static Elsewhere nowhere() {
    return new Elsewhere() {
      @Override
      public void here(String user) {}

      @Override
      public void gone(String user) {}

      @Override
      public void tell(String user, String text) {}
    };
  }
}
