package dev.gavel.gateway.websocket;

/// What a listener grants its connections. Passing a limit ends that connection only.
///
/// @param maxConnections TCP connections at once; the next is answered 503
/// @param maxConnectionsPerAddress of these, from one remote address
/// @param maxMessageBytes a received message, all fragments together; more closes with 1009
/// @param maxFragments fragments of a received message; more closes with 1008
/// @param maxControlFramesPerSecond received pings and pongs; more closes with 1008
/// @param requests what an HTTP request may take
/// @param mailbox what may wait to be sent
/// @param deadlines how long things may take
public record SocketLimits(
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxMessageBytes,
    int maxFragments,
    int maxControlFramesPerSecond,
    RequestLimits requests,
    Mailbox mailbox,
    Deadlines deadlines) {

  /// A little above what both protocols take (16 KiB), so that they answer what is a little too
  /// long, and what is longer is never collected.
  private static final int MESSAGE_BYTES = 17 * 1024;

  /// What may wait for a client to read. More: conflating entries give way, then the connection is
  /// closed.
  public record Mailbox(int maxEntries, int maxBytes) {
    public Mailbox {
      positive(maxEntries, "mailbox.maxEntries");
      positive(maxBytes, "mailbox.maxBytes");
    }
  }

  /// Milliseconds after which a connection that does not get on is closed.
  ///
  /// @param requestHeadMs from a connection's opening, or a request's first byte, to the end of its
  ///   head; the same for its body
  /// @param requestMs from a request's head to its answer; above the longest held poll
  /// @param keepAliveMs between two requests
  /// @param messageMs from a WebSocket message's first byte to its last
  /// @param writeMs one write to a client that does not read
  /// @param closeMs from our Close frame to the client's
  /// @param lingerMs reading on after a Close for a client's mistake: closing TCP with unread bytes
  ///   would reset the connection and lose the Close frame on its way
  /// @param silenceMs without any byte from a WebSocket client; it is pinged at half of it
  public record Deadlines(
      int requestHeadMs,
      int requestMs,
      int keepAliveMs,
      int messageMs,
      int writeMs,
      int closeMs,
      int lingerMs,
      int silenceMs) {
    public Deadlines {
      positive(requestHeadMs, "deadlines.requestHeadMs");
      positive(requestMs, "deadlines.requestMs");
      positive(keepAliveMs, "deadlines.keepAliveMs");
      positive(messageMs, "deadlines.messageMs");
      positive(writeMs, "deadlines.writeMs");
      positive(closeMs, "deadlines.closeMs");
      positive(lingerMs, "deadlines.lingerMs");
      positive(silenceMs, "deadlines.silenceMs");
    }
  }

  public SocketLimits {
    positive(maxConnections, "maxConnections");
    positive(maxConnectionsPerAddress, "maxConnectionsPerAddress");
    positive(maxMessageBytes, "maxMessageBytes");
    positive(maxFragments, "maxFragments");
    positive(maxControlFramesPerSecond, "maxControlFramesPerSecond");
  }

  /// The same with another number of connections, of one address too.
  public SocketLimits withConnections(int connections) {
    return new SocketLimits(
        connections,
        connections,
        maxMessageBytes,
        maxFragments,
        maxControlFramesPerSecond,
        requests,
        mailbox,
        deadlines);
  }

  /// The same with longer or shorter messages.
  public SocketLimits withMessageBytes(int bytes) {
    return new SocketLimits(
        maxConnections,
        maxConnectionsPerAddress,
        bytes,
        maxFragments,
        maxControlFramesPerSecond,
        requests,
        mailbox,
        deadlines);
  }

  /// The same with other limits of requests.
  public SocketLimits with(RequestLimits other) {
    return new SocketLimits(
        maxConnections,
        maxConnectionsPerAddress,
        maxMessageBytes,
        maxFragments,
        maxControlFramesPerSecond,
        other,
        mailbox,
        deadlines);
  }

  /// What the gateway runs with unless told otherwise.
  public static SocketLimits defaults() {
    return new SocketLimits(
        20_000,
        20_000,
        MESSAGE_BYTES,
        1_024,
        200,
        RequestLimits.defaults(),
        new Mailbox(512, 1 << 20),
        new Deadlines(10_000, 120_000, 75_000, 30_000, 5_000, 2_000, 250, 90_000));
  }

  private static void positive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
