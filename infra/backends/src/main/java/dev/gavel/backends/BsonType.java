package dev.gavel.backends;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// How the store keeps documents: as BSON, a third of the bytes and of the time of Java's own
/// serialization.
final class BsonType extends BasicDataType<Document> {
  static final BsonType INSTANCE = new BsonType();

  private static final int OBJECT_BYTES = 40;

  private BsonType() {}

  /// Roughly; the store divides its pages and keeps its cache by it.
  @Override
  public int getMemory(Document document) {
    return size(document);
  }

  private static int size(Object value) {
    return switch (value) {
      case null -> 0;
      case String text -> OBJECT_BYTES + text.length();
      case BinData binary -> OBJECT_BYTES + binary.getData().length;
      case byte[] bytes -> OBJECT_BYTES + bytes.length;
      case Map<?, ?> fields -> {
        int sum = OBJECT_BYTES;
        for (Map.Entry<?, ?> field : fields.entrySet()) {
          sum += OBJECT_BYTES + size(field.getValue());
        }
        yield sum;
      }
      case Collection<?> elements -> {
        int sum = OBJECT_BYTES;
        for (Object element : elements) {
          sum += size(element);
        }
        yield sum;
      }
      default -> OBJECT_BYTES;
    };
  }

  @Override
  public void write(WriteBuffer out, Document document) {
    ByteBuf bytes = Unpooled.buffer(size(document));
    BsonEncoder.encodeDocument(document, bytes);
    out.put(bytes.nioBuffer());
  }

  @Override
  public Document read(ByteBuffer in) {
    ByteBuf bytes = Unpooled.wrappedBuffer(in);
    Document document = BsonDecoder.decodeBson(bytes);
    in.position(in.position() + bytes.readerIndex());
    return document;
  }

  @Override
  public Document[] createStorage(int size) {
    return new Document[size];
  }
}
