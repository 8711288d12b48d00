package hubbub.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Asks the server that runs on this machine with the given settings whether its topics can be
/// joined. For containers and scripts, which then need no HTTP client.
final class HealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String REQUEST =
      "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private HealthCheck() {}

  /// Whether the server is ready, and a line that says so, or what is wrong.
  record Answer(boolean isReady, String text) {}

  /// Asks once. Blocks for a few seconds at most, since the server is on this machine.
  ///
  /// @throws BadSetting if the settings leave the port to the system
  static Answer of(Settings settings) throws BadSetting {
    int port = settings.get(SettingsTable.PORT);
    if (port == 0) {
      throw new BadSetting(SettingsTable.PORT.name() + ": 0 (expected: the server's port)");
    }
    try (Socket socket = connect(settings, port)) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      return read(socket);
    } catch (IOException | GeneralSecurityException e) {
      return new Answer(false, "no answer at port " + port + ": " + e.getMessage());
    }
  }

  private static Socket connect(Settings settings, int port)
      throws IOException, GeneralSecurityException {
    InetAddress host = InetAddress.getByName(settings.get(SettingsTable.HOST));
    InetAddress reached = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    Socket socket = Tls.isOn(settings) ? tlsSocket() : new Socket();
    socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    socket.connect(new InetSocketAddress(reached, port), Math.toIntExact(PATIENCE.toMillis()));
    return socket;
  }

  private static Answer read(Socket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String status = String.valueOf(lines.readLine());
    if (status.startsWith("HTTP/1.1 200 ")) {
      return new Answer(true, "ready");
    }
    String hint =
        status.startsWith("HTTP/1.1 403 ")
            ? " (" + SettingsTable.METRICS_ALLOW.name() + " must have this machine's address)"
            : "";
    return new Answer(false, "not ready: " + status + hint);
  }

  /// The certificate is for the server's public name, and nobody can be between this process and
  /// its own machine; so any certificate will do.
  private static Socket tlsSocket() throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustAll()}, null);
    return context.getSocketFactory().createSocket();
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
