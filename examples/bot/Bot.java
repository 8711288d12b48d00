import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bot: reads a room by its event stream, and answers by HTTP. Whoever writes {@code !ping tea}
 * gets {@code pong tea}.
 *
 * <pre>HUBBUB_KEY=hbk_… java Bot.java          Java 21 or later, nothing to install</pre>
 *
 * HUBBUB_URL and HUBBUB_TOPIC say where. HUBBUB_PLACE is a file in which it remembers how far it
 * has read.
 */
class Bot {
  static final String NAME = env("HUBBUB_TOPIC", "room:lobby");
  static final String TOPIC =
      env("HUBBUB_URL", "http://127.0.0.1:4000")
          + "/api/v1/topics/"
          + URLEncoder.encode(NAME, StandardCharsets.UTF_8).replace("+", "%20");
  static final String ME = "{\"nick\":\"Pinger\",\"badge\":\"bot\"}";
  static final int SILENCE_MILLIS = 45_000; // the server sends something every 15 s

  /** The id of the last event, and of the last message, that was dealt with. */
  static String lastEvent = "";

  static String lastMessage = "";

  public static void main(String[] args) throws Exception {
    Path place = Path.of(env("HUBBUB_PLACE", ""));
    if (Files.isRegularFile(place)) {
      List<String> kept = Files.readAllLines(place);
      lastEvent = kept.get(0);
      lastMessage = kept.get(1);
    }
    while (true) {
      Thread.sleep(read());
    }
  }

  static void remember(String event, String message) throws IOException {
    lastEvent = event;
    lastMessage = message;
    String place = env("HUBBUB_PLACE", "");
    if (!place.isEmpty()) {
      Path next = Files.writeString(Path.of(place + ".new"), event + "\n" + message + "\n");
      Files.move(next, Path.of(place), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Here the bot does what it is for. It may see a message again after a crash. */
  static void heard(Json message) throws Exception {
    String body = message.at("body").text();
    System.out.println(message.at("from").at("nick").text() + ": " + body);
    if (body.startsWith("!ping")) {
      say(body.replaceFirst("!ping", "pong"), "pong-" + message.at("id").text());
    }
  }

  /** Says something once, however often it has to ask. */
  static void say(String body, String once) throws Exception {
    byte[] json = ("{\"body\":" + Json.quoted(body) + ",\"as\":" + ME + "}").getBytes("UTF-8");
    long wait = 1;
    while (wait > 0) {
      HttpURLConnection request = request("/send", 15_000);
      try {
        request.setRequestProperty("Content-Type", "application/json");
        request.setRequestProperty("Idempotency-Key", once);
        request.setDoOutput(true);
        request.getOutputStream().write(json);
        wait = isForNow(request.getResponseCode()) ? pause(request) : 0;
        if (wait == 0 && request.getResponseCode() >= 400) {
          System.err.println("not said: " + problem(request));
        }
      } catch (IOException e) {
        wait = pause();
      }
      Thread.sleep(wait);
    }
  }

  /** Programs are not answered, so that two bots don't talk to each other for ever. */
  static void dealWith(Json message) throws Exception {
    boolean isDeleted = Boolean.TRUE.equals(message.at("deleted").value());
    if (!isDeleted && !message.at("from").at("id").text().startsWith("key:")) {
      heard(message);
    }
    remember(lastEvent, message.at("id").text());
  }

  /**
   * What was said while the bot was away for longer than the server can make up for. When it starts
   * for the first time, it leaves the past alone.
   */
  static void catchUp(List<Json> history) throws Exception {
    List<String> ids = history.stream().map(message -> message.at("id").text()).toList();
    if (lastEvent.isEmpty()) {
      remember("", ids.isEmpty() ? "" : ids.getLast());
      return;
    }
    for (Json message : history.subList(ids.indexOf(lastMessage) + 1, history.size())) {
      dealWith(message);
    }
  }

  static void received(String event, String id, Json data) throws Exception {
    if (event.equals("state")) {
      System.out.println("reading " + NAME);
    }
    if (event.equals("message")) {
      dealWith(data);
    } else if (data.at("history").value() != null) { // of `state` or `lagged`
      catchUp(data.at("history").list());
    } else if (event.equals("closed")) {
      System.err.println("closed: " + data.at("reason").text());
    }
    if (!id.isEmpty()) {
      remember(id, lastMessage);
    }
  }

  /** Reads until the stream ends; answers how many milliseconds later to come back. */
  static long read() throws Exception {
    HttpURLConnection request = request("/events", SILENCE_MILLIS);
    if (!lastEvent.isEmpty()) {
      request.setRequestProperty("Last-Event-ID", lastEvent);
    }
    try {
      int status = request.getResponseCode();
      if (status == 200) {
        return follow(request);
      }
      if (!isForNow(status) && status != 404) {
        System.err.println("not let in: " + problem(request));
        System.exit(1);
      }
      return pause(request);
    } catch (IOException e) {
      return pause();
    } finally {
      request.disconnect();
    }
  }

  static long follow(HttpURLConnection request) throws Exception {
    long retry = pause();
    Map<String, String> fields = new HashMap<>();
    BufferedReader stream =
        new BufferedReader(new InputStreamReader(request.getInputStream(), "UTF-8"));
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).stripLeading());
      } else if (line.isEmpty()) {
        if (fields.containsKey("data")) {
          received(
              fields.getOrDefault("event", "message"),
              fields.getOrDefault("id", ""),
              Json.of(fields.get("data")));
        }
        retry = fields.containsKey("retry") ? Long.parseLong(fields.get("retry")) : retry;
        fields.clear();
      }
    }
    return retry;
  }

  static HttpURLConnection request(String path, int patienceMillis) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection) URI.create(TOPIC + path).toURL().openConnection();
    request.setRequestProperty("Authorization", "Bearer " + env("HUBBUB_KEY", ""));
    request.setConnectTimeout(15_000);
    request.setReadTimeout(patienceMillis);
    return request;
  }

  /** Whether the same request can succeed later. */
  static boolean isForNow(int status) {
    return status == 429 || status >= 500;
  }

  /** What the server asks for, in milliseconds, or one to three seconds. */
  static long pause(HttpURLConnection answer) {
    int asked = answer.getHeaderFieldInt("Retry-After", 0);
    return asked > 0 ? 1000L * asked : pause();
  }

  static long pause() {
    return 1000 + (long) (2000 * Math.random());
  }

  static String problem(HttpURLConnection answer) throws IOException {
    return new String(answer.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  static String env(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }

  /**
   * A value of JSON, which the JDK does not read; the server sends it without white space. Where
   * there is none, the value is null.
   */
  record Json(Object value) {
    static Json of(String text) {
      return new Json(new Reader(text).value());
    }

    static String quoted(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      for (char c : text.toCharArray()) {
        quoted.append(c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
      }
      return quoted.append('"').toString();
    }

    Json at(String name) {
      return new Json(value instanceof Map<?, ?> object ? object.get(name) : null);
    }

    String text() {
      return (String) value;
    }

    List<Json> list() {
      return ((List<?>) value).stream().map(Json::new).toList();
    }

    private static final class Reader {
      private final String text;
      private int at;

      Reader(String text) {
        this.text = text;
      }

      Object value() {
        return switch (text.charAt(at)) {
          case '{' -> object();
          case '[' -> list();
          case '"' -> string();
          case 't', 'n' -> word(4);
          case 'f' -> word(5);
          default -> number();
        };
      }

      private boolean isNext(char wanted) {
        boolean isIt = text.charAt(at) == wanted;
        at += isIt ? 1 : 0;
        return isIt;
      }

      private Map<String, Object> object() {
        Map<String, Object> object = new HashMap<>();
        at++;
        while (!isNext('}')) {
          String name = string();
          at++; // the colon
          object.put(name, value());
          isNext(',');
        }
        return object;
      }

      private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        while (!isNext(']')) {
          list.add(value());
          isNext(',');
        }
        return list;
      }

      private String string() {
        StringBuilder string = new StringBuilder();
        for (at++; !isNext('"'); at++) {
          string.append(isNext('\\') ? escaped() : text.charAt(at));
        }
        return string.toString();
      }

      private char escaped() {
        char c = text.charAt(at);
        if (c == 'u') {
          at += 4;
          return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        }
        int place = "bfnrt".indexOf(c);
        return place < 0 ? c : "\b\f\n\r\t".charAt(place);
      }

      private Object word(int length) {
        at += length;
        return switch (text.substring(at - length, at)) {
          case "true" -> true;
          case "false" -> false;
          default -> null;
        };
      }

      private Double number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
          at++;
        }
        return Double.valueOf(text.substring(from, at));
      }
    }
  }
}
