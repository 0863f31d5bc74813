package dev.gavel.gateway.people;

/// A user.
///
/// @param name what the person is called; anything may stand in it
/// @param role `bidder` or `staff`
public record Person(String id, String email, String name, String role) {}
