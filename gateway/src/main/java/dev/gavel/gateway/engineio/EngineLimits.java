package dev.gavel.gateway.engineio;

/// What the engine grants and demands.
///
/// @param pingIntervalMs between a pong and the next ping
/// @param pingTimeoutMs for the client's pong
/// @param upgradeTimeoutMs from a probing WebSocket's opening to the end of the upgrade
/// @param connectTimeoutMs for the first namespace to be joined
/// @param maxPayloadBytes one message, or the body of one polling request; announced to the client
/// @param maxPacketsPerPayload packets of one polling request
/// @param maxSessions sessions at once; the next handshake is answered 503
/// @param pollBuffer what may wait for a polling client's next request
public record EngineLimits(
    int pingIntervalMs,
    int pingTimeoutMs,
    int upgradeTimeoutMs,
    int connectTimeoutMs,
    int maxPayloadBytes,
    int maxPacketsPerPayload,
    int maxSessions,
    PollBuffer pollBuffer) {

  /// What may wait for a polling client. More: conflating packets give way, then the session is
  /// closed.
  public record PollBuffer(int maxPackets, int maxBytes) {
    public PollBuffer {
      positive(maxPackets, "pollBuffer.maxPackets");
      positive(maxBytes, "pollBuffer.maxBytes");
    }
  }

  public EngineLimits {
    positive(pingIntervalMs, "pingIntervalMs");
    positive(pingTimeoutMs, "pingTimeoutMs");
    positive(upgradeTimeoutMs, "upgradeTimeoutMs");
    positive(connectTimeoutMs, "connectTimeoutMs");
    positive(maxPayloadBytes, "maxPayloadBytes");
    positive(maxPacketsPerPayload, "maxPacketsPerPayload");
    positive(maxSessions, "maxSessions");
  }

  /// Socket.IO's usual heartbeat, with small messages: bids need no more.
  public static EngineLimits defaults() {
    return new EngineLimits(
        25_000, 20_000, 10_000, 10_000, 16 * 1024, 2_048, 20_000, new PollBuffer(512, 1 << 20));
  }

  /// The same with another number of sessions.
  public EngineLimits withSessions(int sessions) {
    return new EngineLimits(
        pingIntervalMs,
        pingTimeoutMs,
        upgradeTimeoutMs,
        connectTimeoutMs,
        maxPayloadBytes,
        maxPacketsPerPayload,
        sessions,
        pollBuffer);
  }

  private static void positive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
