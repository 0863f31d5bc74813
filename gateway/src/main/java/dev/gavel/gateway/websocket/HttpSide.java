package dev.gavel.gateway.websocket;

import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.context.Context;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Helidon's HTTP/1.1 on connections that we accepted ourselves.
final class HttpSide implements ListenerContext, AutoCloseable {
  /// [RequestLimits] are the limits; the library's own are never reached, since what it reads was
  /// escaped and may be three times as long.
  private static final int NEVER_REACHED_BYTES = 256 * 1024;

  private final Router router;
  private final Http1ConnectionSelector selector;
  private final Limit unlimited = FixedLimit.create();
  private final Context context = Context.create();
  private final MediaContext media = MediaContext.create();
  private final ContentEncodingContext encodings = ContentEncodingContext.create();
  private final DirectHandlers direct = DirectHandlers.create();
  private final ListenerConfig config = ListenerConfig.create();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  HttpSide(HttpRouting.Builder http, GatewayUpgrader upgrader) {
    this.router = Router.builder().addRouting(http).build();
    this.selector =
        Http1ConnectionSelector.builder().config(httpConfig()).addUpgrader(upgrader).build();
  }

  private static Http1Config httpConfig() {
    return Http1Config.builder()
        .receiveLog(false)
        .sendLog(false)
        .maxHeadersSize(NEVER_REACHED_BYTES)
        .maxPrologueLength(NEVER_REACHED_BYTES)
        .addReceiveListener(RequestGate.requests())
        .addSendListener(RequestGate.answers())
        .build();
  }

  void start() {
    router.beforeStart();
  }

  /// Serves a connection until its end, or until it is upgraded. Broken I/O throws.
  void serve(WatchedContext connection) throws InterruptedException {
    selector.connection(connection).handle(unlimited);
  }

  Router router() {
    return router;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public MediaContext mediaContext() {
    return media;
  }

  @Override
  public ContentEncodingContext contentEncodingContext() {
    return encodings;
  }

  @Override
  public DirectHandlers directHandlers() {
    return direct;
  }

  @Override
  public ListenerConfig config() {
    return config;
  }

  @Override
  public ExecutorService executor() {
    return executor;
  }

  @Override
  public void close() {
    router.afterStop();
    executor.shutdownNow();
  }
}
