package dev.gavel.gateway.hub;

import dev.gavel.gateway.bids.CommandMeters;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.results.Feed;
import dev.gavel.gateway.results.Refill;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.results.TalkStore;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.words.ViewerJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The parts of the floor, put together.
public record Floor(
    Hub hub,
    RoomSources sources,
    Lots lots,
    Talk talk,
    Tabs tabs,
    Commands commands,
    CommandMeters counted)
    implements AutoCloseable {

  /// What rooms are read from.
  public record Reading(
      RoomStore store, People people, Refill refill, ViewerJson words, TalkStore talk) {}

  /// The ways in and out.
  ///
  /// @param feed what rooms hear from
  /// @param commands the log
  /// @param counted counts commands that do not come as far as the log's way
  /// @param talk carries a message to every gateway; false when it cannot
  public record Ways(Feed feed, Commands commands, CommandMeters counted, Predicate<Said> talk) {}

  /// When things happen.
  ///
  /// @param clockMs the server's time, epoch milliseconds
  /// @param togetherMs longest pause between two broadcasts of a room; 0: no update waits
  public record Timing(LongSupplier clockMs, RoomScheduler scheduler, int togetherMs) {}

  public static Floor of(
      Reading reading, Ways ways, Tabs tabs, MeterRegistry meters, Timing timing) {
    LongSupplier clockMs = timing.clockMs();
    RoomStore joining = reading.store().within(RoomSources.JOIN_LIMIT);
    RoomSources sources =
        new RoomSources(
            reading.store(),
            joining,
            new ShareReader(joining),
            reading.refill(),
            reading.people(),
            reading.words(),
            reading.talk(),
            new FloorMeters(meters),
            clockMs,
            timing.scheduler(),
            BroadcastPause.ofMs(timing.togetherMs()));
    Hub hub = new Hub(sources, ways.feed());
    tabs.listen(hub);
    return new Floor(
        hub,
        sources,
        new Lots(reading.store(), hub::selling, clockMs),
        new Talk(hub, ways.talk(), reading.talk(), clockMs),
        tabs,
        ways.commands(),
        ways.counted());
  }

  @Override
  public void close() {
    hub.close();
  }
}
