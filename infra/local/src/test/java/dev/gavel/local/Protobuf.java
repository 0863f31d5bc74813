package dev.gavel.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A protobuf message as its wire has it: fields by number. Keeps what has a length, passes over
/// numbers.
record Protobuf(List<Field> fields) {
  /// One field that has a length.
  record Field(int number, String hex) {}

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int WITH_LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  static Protobuf read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      int kind = tag & 7;
      switch (kind) {
        case VARINT -> varint(in);
        case EIGHT_BYTES -> in.getLong();
        case FOUR_BYTES -> in.getInt();
        case WITH_LENGTH -> {
          byte[] value = new byte[(int) varint(in)];
          in.get(value);
          fields.add(new Field(tag >>> 3, HexFormat.of().formatHex(value)));
        }
        default -> throw new IllegalArgumentException("wire type " + kind);
      }
    }
    return new Protobuf(fields);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a varint of more than 64 bits");
  }

  List<Protobuf> messages(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .map(field -> read(HexFormat.of().parseHex(field.hex())))
        .toList();
  }

  /// Empty when it is absent.
  String hex(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .map(Field::hex)
        .findFirst()
        .orElse("");
  }

  String text(int number) {
    return new String(HexFormat.of().parseHex(hex(number)), StandardCharsets.UTF_8);
  }
}
