package dev.gavel.gateway;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts what MongoDB is asked, by the command's name: a crowd that comes back must not show here.
record MongoCommands(MeterRegistry meters) implements CommandListener {
  @Override
  public void commandStarted(CommandStartedEvent event) {
    meters.counter("gavel_mongo_commands_total", "command", event.getCommandName()).increment();
  }
}
