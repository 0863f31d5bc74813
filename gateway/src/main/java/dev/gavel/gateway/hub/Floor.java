package dev.gavel.gateway.hub;

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
    Hub hub, RoomSources sources, Lots lots, Talk talk, Tabs tabs, Commands commands)
    implements AutoCloseable {

  /// What rooms are read from.
  public record Reading(
      RoomStore store, People people, Refill refill, ViewerJson words, TalkStore talk) {}

  /// The ways in and out.
  ///
  /// @param feed what rooms hear from
  /// @param commands the log
  /// @param talk carries a message to every gateway; false when it cannot
  public record Ways(Feed feed, Commands commands, Predicate<Said> talk) {}

  public static Floor of(
      Reading reading, Ways ways, Tabs tabs, MeterRegistry meters, LongSupplier clockMs) {
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
            clockMs);
    Hub hub = new Hub(sources, ways.feed());
    tabs.listen(hub);
    return new Floor(
        hub,
        sources,
        new Lots(reading.store(), hub::selling, clockMs),
        new Talk(hub, ways.talk(), reading.talk(), clockMs),
        tabs,
        ways.commands());
  }

  @Override
  public void close() {
    hub.close();
  }
}
