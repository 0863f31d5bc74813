package dev.gavel.model;

/// What could not be read, and why: a value, since bytes from outside are never a bug.
public record Unreadable(String reason) {}
