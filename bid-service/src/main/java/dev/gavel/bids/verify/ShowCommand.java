package dev.gavel.bids.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.model.Names;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bson.Document;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `show`: what is stored of a room, for a person.
@Command(
    name = "show",
    description =
        "Prints what is stored of a room as lines of JSON: its head, or what is asked for.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:printed", "2:usage, no such room, or cannot be read"})
final class ShowCommand implements Callable<Integer> {
  private static final String DECISION_TAIL = "decisionTail";
  private static final String UPDATE_TAIL = "updateTail";
  private static final String ENTRIES = "entries";

  @Parameters(paramLabel = "ROOM", description = "the room")
  private String room = "";

  @ArgGroup private Part part = new Part();
  @Mixin private Servers servers = new Servers();
  @Spec private CommandSpec spec = CommandSpec.create();

  /// At most one of these.
  static final class Part {
    @Option(names = "--decisions", description = "its decisions, oldest first")
    private boolean decisions;

    @Option(names = "--updates", description = "its updates, oldest first")
    private boolean updates;

    @Option(names = "--shares", description = "what it knows of its bidders; secret")
    private boolean shares;
  }

  @Override
  public Integer call() throws IOException {
    try (ViewEvidence view = servers.view()) {
      Document head = one(view, Names.ROOMS, room);
      if (part.decisions) {
        for (long page = 0; page < number(head, "decisions") / Names.PAGE; page++) {
          print(one(view, Names.PAGES, Names.decisionPage(room, page)), ENTRIES);
        }
        print(head, DECISION_TAIL);
      } else if (part.updates) {
        for (long page = 0; page < number(head, "sequence") / Names.PAGE; page++) {
          print(one(view, Names.PAGES, Names.updatePage(room, page)), ENTRIES);
        }
        print(head, UPDATE_TAIL);
      } else if (part.shares) {
        shares(view, (int) number(head, "shares"));
      } else {
        ObjectNode json = DocumentJson.of(head);
        json.remove(List.of(DECISION_TAIL, UPDATE_TAIL));
        out().println(json);
      }
    }
    return ProofCommand.AGREES;
  }

  private void shares(ViewEvidence view, int shares) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < shares; number++) {
      ids.add(Names.share(room, shares, number));
    }
    Map<String, Document> found = view.documents(Names.SHARES, ids);
    ids.stream()
        .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
        .forEach(share -> print(share, ENTRIES));
  }

  private static Document one(ViewEvidence view, String collection, String id) throws IOException {
    Document found = view.documents(collection, List.of(id)).get(id);
    if (found == null) {
      throw new UnreadableEvidence("there is no " + collection + "/" + id);
    }
    return found;
  }

  private static long number(Document head, String field) throws UnreadableEvidence {
    if (head.get(field) instanceof Number number) {
      return number.longValue();
    }
    throw new UnreadableEvidence("rooms/" + head.get("_id") + " has no " + field);
  }

  private void print(Document document, String field) {
    DocumentJson.of(document).path(field).forEach(entry -> out().println(entry));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
