package dev.gavel.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client that says exactly what a test wants to say, over HTTP and WebSocket.
public final class WireClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;

  public WireClient(int port, String path) {
    this.address = "127.0.0.1:" + port + path;
  }

  /// Sends a request.
  ///
  /// @param query everything after the question mark
  /// @param headers names and values in turn
  public HttpResponse<String> request(
      String method, String query, HttpRequest.BodyPublisher body, String... headers) {
    return requestAsync(method, query, body, headers).join();
  }

  public CompletableFuture<HttpResponse<String>> requestAsync(
      String method, String query, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + "?" + query))
            .timeout(PATIENCE)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String query, String... headers) {
    return request("GET", query, HttpRequest.BodyPublishers.noBody(), headers);
  }

  private static String polling(String sid) {
    return "EIO=4&transport=polling&sid=" + sid;
  }

  public HttpResponse<String> poll(String sid, String... headers) {
    return get(polling(sid), headers);
  }

  public CompletableFuture<HttpResponse<String>> pollAsync(String sid) {
    return requestAsync("GET", polling(sid), HttpRequest.BodyPublishers.noBody());
  }

  public HttpResponse<String> post(String sid, String body, String... headers) {
    return request("POST", polling(sid), HttpRequest.BodyPublishers.ofString(body), headers);
  }

  /// Opens a polling session and gives its sid.
  public String open(String... headers) {
    return sid(get("EIO=4&transport=polling", headers).body());
  }

  public static String sid(String packet) {
    Matcher sid = SID.matcher(packet);
    if (!sid.find()) {
      throw new AssertionError("no sid in " + packet);
    }
    return sid.group(1);
  }

  public Line line(String query, String... headers) {
    return new Line(query, headers);
  }

  /// A WebSocket that is to take over a polling session.
  public Line upgrade(String sid) {
    return line("EIO=4&transport=websocket&sid=" + sid);
  }

  /// A WebSocket with a session of its own, whose open packet has been read.
  public Line direct(String... headers) {
    Line line = line("EIO=4&transport=websocket", headers);
    String open = line.next();
    if (!open.startsWith("0{")) {
      throw new AssertionError("not an open packet: " + open);
    }
    return line;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /// A WebSocket; what comes is queued as words: a text as it is, `binary 0a0b`, `end` once at the
  /// end.
  public final class Line implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private Line(String query, String... headers) {
      WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
      for (int i = 0; i < headers.length; i += 2) {
        builder.header(headers[i], headers[i + 1]);
      }
      socket = builder.buildAsync(URI.create("ws://" + address + "?" + query), this).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        heard.add(partial.toString());
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      heard.add("binary " + HexFormat.of().formatHex(bytes));
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      heard.add("end");
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      heard.add("end");
    }

    public Line send(String text) {
      try {
        socket.sendText(text, true).join();
      } catch (CompletionException _) {
        // closed already: what came before counts
      }
      return this;
    }

    public Line sendBinary(byte... bytes) {
      socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
      return this;
    }

    public String next() {
      try {
        String next = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
          throw new AssertionError("nothing came for " + PATIENCE);
        }
        return next;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /// What comes next other than pings, which are answered.
    public String message() {
      String next = next();
      while (next.equals("2")) {
        send("3");
        next = next();
      }
      return next;
    }

    /// What comes before the end other than pings, if anything.
    public String untilEnd() {
      StringBuilder all = new StringBuilder();
      for (String next = next(); !next.equals("end"); next = next()) {
        all.append(next.equals("2") ? "" : next + " ");
      }
      return all.toString().strip();
    }

    /// Ends TCP without a word.
    public void abort() {
      socket.abort();
    }

    /// Connects a namespace and reads both packets that follow.
    public Line connect(String packet) {
      send(packet);
      message();
      message();
      return this;
    }

    @Override
    public void close() {
      abort();
    }
  }

  /// Answers of HTTP, without the wrapping.
  public static String words(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }
}
