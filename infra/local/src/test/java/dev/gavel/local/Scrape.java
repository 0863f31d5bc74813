package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/// What Prometheus would read from a running system.
final class Scrape {
  private Scrape() {}

  /// The metrics of each gateway (`gateways`) or worker (`workers`) of `demo.json`.
  static List<String> of(JsonNode demo, String which) throws IOException, InterruptedException {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : demo.path(which)) {
      texts.add(of(one.path("adminPort").asInt()));
    }
    return texts;
  }

  /// The metrics of whoever has this admin port.
  static String of(int adminPort) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + adminPort + "/observe/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(uri + ": " + response.statusCode());
      }
      return response.body();
    }
  }
}
