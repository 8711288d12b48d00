package hubbub.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The HTTP server.
public final class Web implements AutoCloseable {
  /// How much the kernel may hold for a client that takes nothing (docs/adr/0056). Linux doubles
  /// it, for its own overhead.
  public static final int SEND_BUFFER_BYTES = 256 * 1024;

  private static final String LOOPS = "hubbub";

  private final ApplicationContext context;
  private final Optional<Certificates> certificates;
  private final EmbeddedServer server;

  private Web(
      ApplicationContext context, Optional<Certificates> certificates, EmbeddedServer server) {
    this.context = context;
    this.certificates = certificates;
    this.server = server;
  }

  /// Where and how to listen. `port` 0 means any free one. With certificates it uses TLS.
  /// `transport` is how the loops wait for sockets: `epoll`, `io_uring` or `nio`.
  public record Listening(
      String host,
      int port,
      Optional<Certificates> certificates,
      EventLoopGroup loops,
      String transport) {}

  /// What to do with the pipeline of the listening socket, and with that of each new HTTP/1
  /// connection, on its loop.
  public record Pipelines(
      Consumer<ChannelPipeline> listener, Consumer<ChannelPipeline> connection) {}

  /// The server cannot listen on the address; the message says why.
  public static final class CannotListen extends Exception {
    private static final long serialVersionUID = 1L;

    CannotListen(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /// Makes a server that does not listen yet. What its routes use is made when they are first asked
  /// for.
  public static Web prepare(Listening where) {
    ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .bootstrapEnvironment(false)
            .properties(properties(where))
            .start();
    context.registerSingleton(EventLoopGroup.class, where.loops(), Qualifiers.byName(LOOPS), false);
    where
        .certificates()
        .ifPresent(it ->
            context.registerSingleton(
                CertificateProvider.class, it, Qualifiers.byName(Certificates.NAME), false));
    return new Web(context, where.certificates(), context.getBean(EmbeddedServer.class));
  }

  /// Starts to listen.
  ///
  /// @throws CannotListen if the address is taken, or not one of this machine's
  public void listen(Pipelines pipelines, HttpContext httpContext) throws CannotListen {
    context.registerSingleton(HttpContext.class, httpContext);
    if (server instanceof NettyEmbeddedServer netty) {
      netty.register(new Customizer(pipelines));
    }
    certificates.ifPresent(Certificates::watch);
    try {
      server.start();
    } catch (ServerStartupException e) {
      throw new CannotListen(reasonOf(e.getCause() == null ? e : e.getCause()), e);
    }
  }

  /// The system's message, without the name of the failed call.
  private static String reasonOf(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.substring(message.lastIndexOf(": ") + 1).strip();
  }

  private static Map<String, Object> properties(Listening where) {
    int port = where.port() == 0 ? -1 : where.port();
    return Map.ofEntries(
        Map.entry("micronaut.application.name", "hubbub"),
        Map.entry("micronaut.server.host", where.host()),
        Map.entry("micronaut.server.port", port),
        Map.entry("micronaut.server.ssl.enabled", where.certificates().isPresent()),
        Map.entry("micronaut.server.ssl.port", port),
        Map.entry("micronaut.server.ssl.key-name", Certificates.NAME),
        Map.entry("micronaut.server.max-request-size", "64KB"),
        Map.entry("micronaut.server.netty.request-decompression-enabled", false),
        Map.entry("micronaut.server.idle-timeout", "60s"),
        Map.entry("micronaut.server.netty.max-initial-line-length", 8192),
        Map.entry("micronaut.server.netty.parent.event-loop-group", LOOPS),
        Map.entry("micronaut.server.netty.parent.transport", List.of(where.transport())),
        Map.entry("micronaut.server.netty.worker.event-loop-group", LOOPS),
        Map.entry("micronaut.server.netty.worker.transport", List.of(where.transport())),
        Map.entry("micronaut.server.netty.options.SO_BACKLOG", 4096),
        Map.entry("micronaut.server.netty.child-options.TCP_NODELAY", true),
        Map.entry("micronaut.server.netty.child-options.SO_SNDBUF", SEND_BUFFER_BYTES),
        Map.entry("micronaut.metrics.enabled", false),
        Map.entry("micronaut.executors." + MetricsController.THREAD + ".type", "fixed"),
        Map.entry("micronaut.executors." + MetricsController.THREAD + ".n-threads", 1),
        Map.entry("jackson.serialization-inclusion", "ALWAYS"));
  }

  /// Passes on the pipelines. Micronaut tells of a listening socket by this one call only.
  private record Customizer(Pipelines pipelines) implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return switch (role) {
        case LISTENER -> {
          pipelines.listener().accept(channel.pipeline());
          yield this;
        }
        case CONNECTION -> new OfConnection(channel, pipelines.connection());
        case REQUEST_STREAM, PUSH_PROMISE_STREAM -> this;
      };
    }
  }

  private record OfConnection(Channel channel, Consumer<ChannelPipeline> pipelines)
      implements NettyServerCustomizer {
    @Override
    public void onStreamPipelineBuilt() {
      pipelines.accept(channel.pipeline());
    }
  }

  /// The port that it listens on.
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    certificates.ifPresent(Certificates::close);
    context.close();
  }
}
