package dev.gavel.model;

/// Who gave a command: an opaque id (no personal data in the log) and the role.
public record Author(String id, Role role) {}
