package dev.gavel.bids.results;

import dev.gavel.bids.home.Decided;
import dev.gavel.model.Envelope;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.UpdateCodec;
import dev.gavel.runtime.address.RedisAddress;
import dev.gavel.runtime.address.RedisLimits;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Redis: each room's window of newest updates and its channel, and the channel of the gateway that
/// waits for a decision.
///
/// One connection, so what is told arrives in the order in which it was decided. While Redis is
/// away commands are refused at once (`REJECT_COMMANDS`): what would be told later is old by then,
/// and the sequence shows the gap.
public final class RedisAnnouncer implements Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(RedisAnnouncer.class);

  /// Commands that Redis has not answered; one more is dropped.
  static final int MAX_UNANSWERED = 50_000;

  static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
  static final Duration WINDOW_LIFE = Duration.ofDays(1);
  static final Duration CONNECT_AGAIN = Duration.ofMillis(500);

  private final UpdateCodec updates = new UpdateCodec();
  private final RedisLink.Maker maker;
  private final Runnable dropped;
  private final Thread connecting;
  private volatile @Nullable RedisLink link;
  private volatile boolean closed;

  private RedisAnnouncer(RedisURI uri, Runnable dropped) {
    this.dropped = dropped;
    this.maker = new RedisLink.Maker(uri, new RedisLimits(MAX_UNANSWERED, ANSWER_LIMIT).options());
    this.connecting = Thread.ofVirtual().name("redis connect").start(this::connect);
  }

  /// Returns at once; connects in the background for as long as it takes.
  ///
  /// @param dropped is run for each message that did not get through
  /// @throws IllegalArgumentException when `uri` is none
  public static RedisAnnouncer open(String uri, Runnable dropped) {
    return new RedisAnnouncer(RedisAddress.of(uri), dropped);
  }

  /// The client comes back by itself once it was connected; the first time is ours to repeat.
  private void connect() {
    boolean told = false;
    while (link == null && !maker.closed()) {
      try {
        RedisLink made = maker.connect();
        made.listen(new Told());
        link = made;
        LOG.info("Redis answers");
      } catch (io.lettuce.core.RedisException | IllegalStateException failed) {
        if (!told && !maker.closed()) {
          LOG.warn("Redis is away, viewers are told late: {}", String.valueOf(failed.getCause()));
        }
        told = true;
      }
      if (link == null && !pause()) {
        return;
      }
    }
  }

  /// One line when it goes and one when it comes back.
  private final class Told implements RedisConnectionStateListener {
    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
      LOG.info("Redis answers again");
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
      if (!closed) {
        LOG.warn("Redis is away, viewers are told late");
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(CONNECT_AGAIN);
      return true;
    } catch (InterruptedException closed) {
      return false;
    }
  }

  /// All of a batch is written to the connection at once: one flush, one window write a room.
  @Override
  public void announce(List<EncodedDecision> batch) {
    Map<String, List<byte[]>> windows = new LinkedHashMap<>();
    List<Message> messages = new ArrayList<>();
    for (EncodedDecision one : batch) {
      Decided decided = one.decided();
      for (RoomUpdate update : decided.decision().updates()) {
        byte[] json = updates.write(update);
        windows.computeIfAbsent(update.room(), _ -> new ArrayList<>()).add(json);
        messages.add(
            new Message(
                Names.roomChannel(update.room()), new Envelope(decided.trace(), json).write()));
      }
      decided
          .gateway()
          .ifPresent(
              gateway -> messages.add(new Message(Names.gatewayChannel(gateway), one.json())));
    }
    // The windows first: a reader of a message finds what came before it.
    windows.forEach(this::keep);
    messages.forEach(message -> send(1, open -> open.publish(message.channel(), message.bytes())));
    RedisLink open = link;
    if (open != null) {
      open.flush();
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Message(String channel, byte[] bytes) {}

  private void keep(String room, List<byte[]> newest) {
    String window = Names.windowKey(room);
    send(newest.size(), open -> open.commands().rpush(window, newest.toArray(byte[][]::new)));
    quietly(open -> open.commands().ltrim(window, -Names.WINDOW_UPDATES, -1));
    quietly(open -> open.commands().expire(window, WINDOW_LIFE));
  }

  private interface Sending {
    RedisFuture<?> send(RedisLink link);
  }

  private void send(int messages, Sending sending) {
    Runnable lost =
        () -> {
          for (int i = 0; i < messages; i++) {
            dropped.run();
          }
        };
    if (!dispatch(sending, lost)) {
      lost.run();
    }
  }

  /// What is lost of these is made good by the next batch.
  private void quietly(Sending sending) {
    dispatch(sending, () -> {});
  }

  private boolean dispatch(Sending sending, Runnable failed) {
    RedisLink open = link;
    if (open == null || !open.isOpen()) {
      return false;
    }
    try {
      CompletionStage<?> answer = sending.send(open);
      answer.whenComplete((_, wrong) -> {
        if (wrong != null) {
          failed.run();
        }
      });
      return true;
    } catch (io.lettuce.core.RedisException full) {
      return false;
    }
  }

  @Override
  public boolean connected() {
    RedisLink open = link;
    return open != null && open.isOpen();
  }

  @Override
  public void close() {
    closed = true;
    connecting.interrupt();
    RedisLink open = link;
    if (open != null) {
      open.close();
    }
    maker.close();
  }
}
