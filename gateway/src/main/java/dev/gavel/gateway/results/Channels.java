package dev.gavel.gateway.results;

import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Envelope;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.UpdateCodec;
import dev.gavel.runtime.trace.Work;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what comes over Redis. What cannot be read, or stands in a channel that it does not belong
/// to, is counted and dropped: the gap that it leaves is refilled from elsewhere.
final class Channels {
  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private final UpdateCodec updates = new UpdateCodec();
  private final DecisionCodec decisions = new DecisionCodec();
  private final String gatewayChannel;
  private final Heard heard;
  private final MeterRegistry meters;

  Channels(String gateway, Heard heard, MeterRegistry meters) {
    this.gatewayChannel = Names.gatewayChannel(gateway);
    this.heard = heard;
    this.meters = meters;
  }

  void message(String channel, byte[] bytes) {
    if (channel.equals(gatewayChannel)) {
      Optional<Decision> decision = value(decisions.read(bytes));
      decision.ifPresent(heard::decision);
      return;
    }
    if (Said.isChannel(channel)) {
      Said.of(bytes)
          .filter(said -> said.channel().equals(channel))
          .ifPresentOrElse(heard::said, () -> dropped("talk"));
      return;
    }
    Envelope envelope = Envelope.read(bytes);
    Optional<RoomUpdate> update = value(updates.read(envelope.body()));
    if (update.filter(read -> !Names.roomChannel(read.room()).equals(channel)).isPresent()) {
      dropped("channel");
    } else {
      update.ifPresent(read -> heard(read, envelope));
    }
  }

  private void heard(RoomUpdate update, Envelope in) {
    try (Work.Opened _ = Work.elsewhere(in.traceparent()).open()) {
      heard.update(update);
    }
  }

  private <T> Optional<T> value(Codec.Read<T> read) {
    return switch (read) {
      case Codec.Read.Value<T>(T value) -> Optional.of(value);
      case Codec.Read.Bad<T>(var why) -> {
        dropped("form");
        LOG.debug("dropped: {}", why.reason());
        yield Optional.empty();
      }
    };
  }

  private void dropped(String why) {
    meters.counter("gavel_unreadable_total", "source", "redis", "why", why).increment();
  }
}
