package dev.gavel.gateway.api;

/// Who may make a request.
enum Access {
  ANYBODY,
  LOGGED_IN,
  STAFF
}
