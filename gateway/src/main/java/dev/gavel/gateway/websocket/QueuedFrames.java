package dev.gavel.gateway.websocket;

import org.jspecify.annotations.Nullable;

/// An entry of a [Mailbox], which is the list itself: there are thousands of mailboxes.
final class QueuedFrames {
  final byte[] bytes;
  final int messages;
  final @Nullable String key;
  @Nullable QueuedFrames next;

  QueuedFrames(byte[] bytes, int messages, @Nullable String key) {
    this.bytes = bytes;
    this.messages = messages;
    this.key = key;
  }
}
