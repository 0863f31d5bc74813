package dev.gavel.gateway.bids;

import dev.gavel.model.Decision;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks up decisions whose message did not come, on a thread of its own that may wait for them,
/// and gives up commands that are never decided.
final class LostDecisions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LostDecisions.class);

  /// After this no caller waits for a decision; one that asks with the same id is answered.
  static final int FORGET_MS = 60_000;

  private static final int EVERY_MS = 1_000;

  /// At a time, of one partition.
  private static final int MOST = 200;

  private final Decisions decisions;
  private final Supplier<Collection<OpenCommands>> partitions;
  private final LongSupplier nanos;
  private final Consumer<Decision> found;
  private final Consumer<OpenCommand> forgotten;
  private final Thread looking;

  /// @param found told each decision that was found
  /// @param forgotten told each command that is waited for no more
  LostDecisions(
      Decisions decisions,
      Supplier<Collection<OpenCommands>> partitions,
      LongSupplier nanos,
      Consumer<Decision> found,
      Consumer<OpenCommand> forgotten) {
    this.decisions = decisions;
    this.partitions = partitions;
    this.nanos = nanos;
    this.found = found;
    this.forgotten = forgotten;
    this.looking = Thread.ofVirtual().name("decisions").start(this::lookForEver);
  }

  private void lookForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(EVERY_MS);
        partitions.get().forEach(this::look);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException bug) {
        LOG.error("lost decisions were not looked up", bug);
      }
    }
  }

  private void look(OpenCommands partition) {
    for (OpenCommand one : partition.toLookUp(nanos.getAsLong(), MOST)) {
      Optional<Decision> decision = decisions.at(one.command.room(), partition.place(one));
      if (decision.isPresent()) {
        found.accept(decision.get());
      } else if (OpenCommands.ageMs(one, nanos.getAsLong()) > FORGET_MS) {
        forgotten.accept(one);
      }
    }
  }

  @Override
  public void close() {
    looking.interrupt();
  }
}
