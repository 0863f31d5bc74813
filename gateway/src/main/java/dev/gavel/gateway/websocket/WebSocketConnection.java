package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.Handshake;
import java.time.Duration;
import java.util.Optional;

/// The sending side of one connection. Thread-safe; every method but [#awaitSent] queues and
/// returns at once. What one thread sends arrives in its order. `false` says that the mailbox is
/// full or closed: the message is lost and the connection is being closed.
public interface WebSocketConnection {

  /// The request that opened the connection.
  Handshake handshake();

  boolean sendText(String message);

  boolean sendBinary(byte[] message);

  /// Queues whole frames that were encoded before (see [Frames]); the array is shared and must
  /// never change.
  ///
  /// @param frames one or more complete frames that stay together on the wire
  /// @param messages how many messages these are: the queue's limit counts messages
  /// @param conflationKey when given, an older queued entry with the same key may be dropped under
  ///   pressure
  boolean sendEncoded(byte[] frames, int messages, Optional<String> conflationKey);

  /// As [#sendEncoded(byte[], int, Optional)], for one message.
  default boolean sendEncoded(byte[] frame, Optional<String> conflationKey) {
    return sendEncoded(frame, 1, conflationKey);
  }

  /// Waits until what is queued is with the kernel, at most so long: for what must not be overtaken
  /// by an answer on another connection.
  void awaitSent(Duration limit);

  /// Sends a Close frame after what is queued; the TCP connection ends when the client has
  /// answered, or 2 s later.
  ///
  /// @param code a code that RFC 6455 section 7.4 lets a server send
  /// @param reason at most 123 bytes of UTF-8; longer ones are cut
  void close(int code, String reason);

  /// Ends the TCP connection now, without a Close frame; what is queued is lost. Clients that
  /// reconnect by themselves notice this at once.
  void hardClose(String cause);
}
