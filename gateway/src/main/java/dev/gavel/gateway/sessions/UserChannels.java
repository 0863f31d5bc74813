package dev.gavel.gateway.sessions;

import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.shared.Subscriptions;
import java.util.function.BiConsumer;

/// A channel a user in Redis, listened to by the gateways that the user is connected to. A gateway
/// that says something does not hear itself.
public final class UserChannels implements AutoCloseable {
  private static final String PREFIX = "gavel:user:";
  private static final char END_OF_NAME = '|';

  private final SharedRedis redis;
  private final String gateway;
  private final Subscriptions channels;
  private volatile BiConsumer<String, String> listener = (_, _) -> {};

  /// @param gateway this gateway's name
  public UserChannels(SharedRedis redis, String gateway) {
    this.redis = redis;
    this.gateway = gateway;
    this.channels = redis.subscriptions(this::heard);
  }

  /// Begins to tell user and text, by a thread of the client: must not block.
  public void listen(BiConsumer<String, String> heard) {
    listener = heard;
  }

  private void heard(String channel, String message) {
    int end = message.indexOf(END_OF_NAME);
    if (end > 0 && !message.substring(0, end).equals(gateway)) {
      listener.accept(channel.substring(PREFIX.length()), message.substring(end + 1));
    }
  }

  public void add(String user) {
    channels.add(PREFIX + user);
  }

  public void remove(String user) {
    channels.remove(PREFIX + user);
  }

  /// Tells the other gateways that the user is connected to. Lost while Redis is away.
  public void tell(String user, String text) {
    var _ = redis.send(commands -> commands.publish(PREFIX + user, gateway + END_OF_NAME + text));
  }

  @Override
  public void close() {
    channels.close();
  }
}
