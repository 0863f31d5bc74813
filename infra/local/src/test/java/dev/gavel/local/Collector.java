package dev.gavel.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// What stands in for a collector: takes OTLP/HTTP with protobuf bodies, and keeps the spans.
final class Collector implements AutoCloseable {
  // Field numbers of opentelemetry/proto/{collector/trace/v1/trace_service,trace/v1/trace,
  // resource/v1/resource,common/v1/common}.proto
  private static final int RESOURCE_SPANS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;
  private static final int RESOURCE_ATTRIBUTES = 1;
  private static final int TRACE_ID = 1;
  private static final int SPAN_ID = 2;
  private static final int PARENT_ID = 4;
  private static final int NAME = 5;
  private static final int ATTRIBUTES = 9;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int STRING = 1;

  /// A span and the process that it is from.
  record Received(
      String instance,
      String name,
      String trace,
      String id,
      String parent,
      Map<String, String> attributes) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Received> received = new CopyOnWriteArrayList<>();

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Protobuf request = Protobuf.read(exchange.getRequestBody().readAllBytes());
      for (Protobuf of : request.messages(RESOURCE_SPANS)) {
        Map<String, String> resource =
            attributes(of.messages(RESOURCE).getFirst(), RESOURCE_ATTRIBUTES);
        String instance = resource.getOrDefault("service.instance.id", "");
        for (Protobuf scope : of.messages(SCOPE_SPANS)) {
          scope.messages(SPANS).forEach(span -> received.add(span(instance, span)));
        }
      }
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Received span(String instance, Protobuf span) {
    return new Received(
        instance,
        span.text(NAME),
        span.hex(TRACE_ID),
        span.hex(SPAN_ID),
        span.hex(PARENT_ID),
        attributes(span, ATTRIBUTES));
  }

  /// Numbers are left out: their value has no text.
  private static Map<String, String> attributes(Protobuf of, int field) {
    return of.messages(field).stream()
        .collect(
            Collectors.toMap(
                one -> one.text(KEY), one -> one.messages(VALUE).getFirst().text(STRING)));
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
