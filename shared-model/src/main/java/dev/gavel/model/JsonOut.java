package dev.gavel.model;

/// What the codecs write to, fields in the order of the calls: JSON itself, or what receipts are
/// made over. Each format is said once, so nothing of it can miss in either.
sealed interface JsonOut permits JsonText, JsonBinary {

  JsonOut open();

  JsonOut close();

  JsonOut openList();

  JsonOut closeList();

  JsonOut name(String name);

  JsonOut value(long value);

  JsonOut value(String value);

  JsonOut field(String name, boolean value);

  /// A text that is plain ASCII by its nature: a word of ours, or an id (all are read by [Names]).
  JsonOut word(String name, String word);

  JsonOut place(String name, Place place);

  default JsonOut field(String name, long value) {
    return name(name).value(value);
  }

  default JsonOut field(String name, String value) {
    return name(name).value(value);
  }
}
