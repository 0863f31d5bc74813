package dev.gavel.gateway.page;

import dev.gavel.gateway.peer.HeaderValues;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// The page's files, from the class path, kept in memory: some hundred kilobytes.
public final class PageFiles implements HttpService {
  /// One file of the page, or of a library: no dot at a name's start, so no way out.
  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9_.@-]*)+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "webmanifest", "application/manifest+json",
          "png", "image/png");

  private static final String LIBRARIES = "/webjars/";

  /// Never changes under its address, which names the version.
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /// Asked about each time, answered 304 nearly always: a new version of the page is there at once.
  private static final String ASK_AGAIN = "no-cache";

  private static final class File {
    private final String type;
    private final byte[] plain;
    private final byte[] packed;
    private final String tag;

    private File(String type, byte[] plain) {
      this.type = type;
      this.plain = plain;
      this.packed = gzip(plain);
      this.tag = '"' + digest(plain) + '"';
    }
  }

  private final Map<String, File> files = new ConcurrentHashMap<>();

  @Override
  public void routing(HttpRules rules) {
    // RFC 9110 section 9.3.2: what GET answers, HEAD answers too, without the content.
    for (Method method : List.of(Method.GET, Method.HEAD)) {
      rules.route(method, "/", (request, response) -> send("/index.html", request, response));
      rules.route(method, "/*", this::file);
    }
  }

  private void file(ServerRequest request, ServerResponse response) {
    send(request.path().path(), request, response);
  }

  private void send(String path, ServerRequest request, ServerResponse response) {
    Optional<File> found = find(path);
    if (found.isEmpty()) {
      response.next();
      return;
    }
    File file = found.get();
    response.header(HeaderNames.ETAG, file.tag);
    response.header(HeaderNames.VARY, "Accept-Encoding");
    response.header(HeaderNames.CACHE_CONTROL, path.startsWith(LIBRARIES) ? FOR_EVER : ASK_AGAIN);
    if (HeaderValues.matches(
        request.headers().all(HeaderNames.IF_NONE_MATCH, List::of), file.tag)) {
      response.status(304);
      response.send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, file.type);
    boolean packed =
        HeaderValues.accepts(request.headers().all(HeaderNames.ACCEPT_ENCODING, List::of), "gzip");
    if (packed) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
    }
    byte[] content = packed ? file.packed : file.plain;
    if (request.prologue().method().equals(Method.HEAD)) {
      response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(content.length));
      response.send();
    } else {
      response.send(content);
    }
  }

  private Optional<File> find(String path) {
    File known = files.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null || !PLAIN.matcher(path).matches()) {
      return Optional.empty();
    }
    String resource = path.startsWith(LIBRARIES) ? "META-INF/resources" + path : "page" + path;
    return read(resource).map(bytes -> files.computeIfAbsent(path, _ -> new File(type, bytes)));
  }

  private static Optional<byte[]> read(String resource) {
    try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(sum, 0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
