package dev.gavel.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoOperationsRecorderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{find: 'rooms', filter: {_id: 'r'}, projection: {terms: 1}}",
        "{find: 'pages', filter: {_id: {$in: ['r/d/0', 'r/d/1']}}}",
        "{insert: 'checkpoints', ordered: true, documents: [{_id: 'layout'}]}",
        "{insert: 'pages', ordered: false, documents: [{_id: 'r/d/0'}, {_id: 'r/d/1'}]}",
        "{update: 'rooms', ordered: false, updates:"
            + " [{q: {_id: 'r', offset: {$lt: 7}}, u: {_id: 'r', offset: 7}}]}",
        "{update: 'shares', ordered: false, updates:"
            + " [{q: {$and: [{offset: {$lt: 7}}, {_id: 's'}]}, u: {_id: 's'}, upsert: false}]}",
        "{find: 'users', filter: {email: 'a@b.c'}, sort: {_id: 1}, limit: 5}",
        "{update: 'users', updates: [{q: {_id: 'u'}, u: {$setOnInsert: {a: 1}}, upsert: true}]}",
        "{delete: 'messages', deletes: [{q: {room: 'r', atMs: {$lte: 5}}, limit: 0}]}",
        "{hello: 1, helloOk: true}",
        "{getMore: {$numberLong: '5'}, collection: 'rooms'}"
      })
  void whatIsListedPasses(String command) {
    assertThat(unlisted(command)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "find rooms {item} | {find: 'rooms', filter: {item: 'i'}}",
        "find pages {_id $gte $lt} | {find: 'pages', filter: {_id: {$gte: 'r/d/', $lt: 'r/d0'}}}",
        "insert pages in order | {insert: 'pages', ordered: true, documents: [{_id: 1}, {_id: 2}]}",
        "update rooms {_id, offset $lt} replace upsert | {update: 'rooms', updates:"
            + " [{q: {_id: 'r', offset: {$lt: 7}}, u: {_id: 'r'}, upsert: true}]}",
        "update rooms {_id} change | {update: 'rooms', updates: [{q: {_id: 'r'}, u: {$set: {a: 1}}}]}",
        "update sales {_id, state} change upsert | {update: 'sales', updates:"
            + " [{q: {_id: 'r', state: 'x'}, u: {$set: {a: 1}}, upsert: true}]}",
        "delete rooms {_id} | {delete: 'rooms', deletes: [{q: {_id: 'r'}, limit: 1}]}",
        "aggregate rooms | {aggregate: 'rooms', pipeline: []}",
        "findAndModify users | {findAndModify: 'users', query: {_id: 1}}"
      })
  void whatIsNotListedIsNamedByItsForm(String expected) {
    String[] parts = expected.split(" \\| ", 2);
    assertThat(unlisted(parts[1])).containsExactly(parts[0]);
  }

  private static List<String> unlisted(String command) {
    BsonDocument sent = BsonDocument.parse(command);
    return MongoOperationsRecorder.unlisted(sent.getFirstKey(), sent);
  }
}
