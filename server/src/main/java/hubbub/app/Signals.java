package hubbub.app;

import java.lang.reflect.Proxy;

/// Signals that the process gets. Heard through `sun.misc.Signal`, because Java's shutdown hooks
/// hear only the first one; by reflection, because the compiler warns about that class whatever it
/// is told. Any thread.
final class Signals {
  private Signals() {}

  /// Runs `heard`, each time on a thread of its own, instead of ending the process, whenever the
  /// process gets the signal with this name, such as `TERM`. A signal that the process was started
  /// to ignore stays ignored.
  ///
  /// @throws ReflectiveOperationException if this Java has no signals, or leaves them to the system
  ///   (`-Xrs`)
  static void handle(String name, Runnable heard) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object hearing =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (_, method, _) -> {
              if (method.getDeclaringClass() == handler) {
                heard.run();
              }
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), hearing);
  }
}
