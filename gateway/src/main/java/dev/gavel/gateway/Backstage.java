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
import dev.gavel.gateway.view.MongoAuctions;
import dev.gavel.gateway.view.StoredBid;
import dev.gavel.gateway.view.ViewAway;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.Why;
import dev.gavel.runtime.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands between the engines and the doors: what is read, who people are, the way to the log
/// and back, and the floor.
///
/// @param answers where decisions are brought
/// @param lanes what authors are answered on
/// @param commands the way to the log, traced when traces are on
/// @param users what gateways tell one another about a user
record Backstage(
    MongoAuctions auctions,
    People people,
    LoggedCommands answers,
    AnswerLanes lanes,
    Commands commands,
    Floor floor,
    UserChannels users,
    MongoTalk talk)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backstage.class);

  static Backstage of(
      Settings settings,
      Engines engines,
      ScheduledExecutorService timer,
      MeterRegistry meters,
      Tracing tracing) {
    MongoAuctions auctions = new MongoAuctions(engines.database());
    MongoTalk talk = new MongoTalk(engines.database(), meters);
    MongoRegister register = new MongoRegister(engines.database());
    People people = new People(register, settings.labels(), System::currentTimeMillis);
    Settings.Limits limits = settings.limits();
    UserChannels users = new UserChannels(engines.redis(), settings.name());
    Tabs tabs =
        new Tabs(
            limits.maxSocketsPerUser(), limits.bidsPerSecond(), System::nanoTime, elsewhere(users));
    users.listen(tabs::heard);
    CommandMeters counted = new CommandMeters(meters);
    AnswerLanes lanes = AnswerLanes.ofThisMachine();
    LoggedCommands answers =
        new LoggedCommands(
            new LoggedCommands.Surroundings(engines.log(), lookUp(auctions), tabs::answer),
            workings(timer, lanes),
            counted,
            limits.maxDelayMs());
    Commands commands = tracing.isOn() ? new TracedCommands(answers, tracing) : answers;
    Floor floor =
        Floor.of(
            new Floor.Reading(
                auctions, people, refill(auctions, engines, meters), new ViewerJson(), talk),
            new Floor.Ways(engines.results(), commands, counted, engines::say),
            tabs,
            meters,
            new Floor.Timing(
                System::currentTimeMillis, RoomScheduler.on(timer), settings.togetherMs()));
    return new Backstage(auctions, people, answers, lanes, commands, floor, users, talk);
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

  private static Decisions lookUp(MongoAuctions auctions) {
    return (room, place) -> {
      try {
        return auctions.bid(room, place.offset()).map(StoredBid::decision);
      } catch (ViewAway away) {
        return Optional.empty();
      }
    };
  }

  /// The cheapest first.
  private static Refill refill(MongoAuctions auctions, Engines engines, MeterRegistry meters) {
    SequencedMap<String, Past> pasts = new LinkedHashMap<>();
    pasts.put("window", new RedisWindow(engines::window));
    pasts.put("document", new StoredUpdates(auctions));
    pasts.put("topic", engines.topic());
    return new Refill(pasts, meters);
  }

  /// Sees to the indexes, in its own time.
  void index() {
    Thread.ofVirtual()
        .name("indexes")
        .start(() -> {
          try {
            auctions.ensureIndexes();
            talk.ensureIndexes();
          } catch (ViewAway away) {
            LOG.warn("MongoDB: indexes were not seen to: {}", Why.of(away));
          }
        });
  }

  @Override
  public void close() {
    floor.close();
    answers.close();
    lanes.close();
    users.close();
  }
}
