package dev.gavel.gateway;

import dev.gavel.gateway.bids.AnswerLanes;
import dev.gavel.gateway.bids.CommandMeters;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.bids.Decisions;
import dev.gavel.gateway.bids.LoggedCommands;
import dev.gavel.gateway.bids.TracedCommands;
import dev.gavel.gateway.hub.Elsewhere;
import dev.gavel.gateway.hub.Floor;
import dev.gavel.gateway.hub.RoomScheduler;
import dev.gavel.gateway.hub.Tabs;
import dev.gavel.gateway.people.MongoRegister;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.results.MongoTalk;
import dev.gavel.gateway.results.Past;
import dev.gavel.gateway.results.RedisWindow;
import dev.gavel.gateway.results.Refill;
import dev.gavel.gateway.results.StoredUpdates;
import dev.gavel.gateway.sessions.UserChannels;
import dev.gavel.gateway.shared.Subscriptions;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.MongoRoomStore;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoreIndexes;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.StoredDecision;
import dev.gavel.runtime.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.ScheduledExecutorService;

/// What stands between the engines and the doors: what is read, who people are, the way to the log
/// and back, and the floor.
///
/// @param answers where decisions are brought
/// @param lanes what authors are answered on
/// @param commands the way to the log, traced when traces are on
/// @param users what gateways tell one another about a user
/// @param changes of users, to be forgotten
/// @param calls of MongoDB
record Backstage(
    RoomStore store,
    People people,
    LoggedCommands answers,
    AnswerLanes lanes,
    Commands commands,
    Floor floor,
    UserChannels users,
    Subscriptions changes,
    MongoCalls calls)
    implements AutoCloseable {
  static Backstage of(
      Settings settings,
      Engines engines,
      ScheduledExecutorService timer,
      MeterRegistry meters,
      Tracing tracing) {
    RoomStore store = new MongoRoomStore(engines.calls());
    MongoTalk talk = new MongoTalk(engines.calls(), meters);
    MongoRegister register = new MongoRegister(engines.calls());
    People people = new People(register, settings.labels(), System::currentTimeMillis);
    UserChannels users = new UserChannels(engines.redis(), settings.name());
    Tabs tabs = tabs(settings.limits(), users);
    CommandMeters counted = new CommandMeters(meters);
    AnswerLanes lanes = AnswerLanes.ofThisMachine();
    LoggedCommands answers =
        new LoggedCommands(
            new LoggedCommands.Surroundings(engines.log(), lookUp(store), tabs::answer),
            workings(timer, lanes),
            counted,
            settings.limits().maxDelayMs());
    Subscriptions changes = engines.redis().subscriptions((_, user) -> people.forget(user));
    changes.add(People.CHANGES);
    Commands commands = tracing.isOn() ? new TracedCommands(answers, tracing) : answers;
    Floor floor =
        Floor.of(
            new Floor.Reading(
                store, people, refill(store, engines, meters), new ViewerJson(), talk),
            new Floor.Ways(engines.results(), commands, counted, engines::say),
            tabs,
            meters,
            new Floor.Timing(
                System::currentTimeMillis, RoomScheduler.on(timer), settings.togetherMs()));
    return new Backstage(
        store, people, answers, lanes, commands, floor, users, changes, engines.calls());
  }

  private static Tabs tabs(Settings.Limits limits, UserChannels users) {
    Tabs tabs =
        new Tabs(
            limits.maxSocketsPerUser(), limits.bidsPerSecond(), System::nanoTime, elsewhere(users));
    users.listen(tabs::heard);
    return tabs;
  }

  private static LoggedCommands.Workings workings(
      ScheduledExecutorService timer, AnswerLanes lanes) {
    return new LoggedCommands.Workings(timer, lanes, System::nanoTime, new Random());
  }

  private static Elsewhere elsewhere(UserChannels users) {
    return new Elsewhere() {
      @Override
      public void here(String user) {
        users.add(user);
      }

      @Override
      public void gone(String user) {
        users.remove(user);
      }

      @Override
      public void tell(String user, String text) {
        users.tell(user, text);
      }
    };
  }

  private static Decisions lookUp(RoomStore store) {
    return (room, place) -> {
      try {
        return store.decision(room, place.offset()).map(StoredDecision::decision);
      } catch (ViewAway away) {
        return Optional.empty();
      }
    };
  }

  /// The cheapest first.
  private static Refill refill(RoomStore store, Engines engines, MeterRegistry meters) {
    SequencedMap<String, Past> pasts = new LinkedHashMap<>();
    pasts.put("window", new RedisWindow(engines::window));
    pasts.put("document", new StoredUpdates(store));
    pasts.put("topic", engines.topic());
    return new Refill(pasts, meters);
  }

  /// Looks at the indexes, in its own time.
  void checkIndexes() {
    Thread.ofVirtual().name("indexes").start(() -> StoreIndexes.check(calls));
  }

  @Override
  public void close() {
    floor.close();
    answers.close();
    lanes.close();
    users.close();
    changes.close();
  }
}
