package hubbub.gateway;

/// What clients may ask for, and by which name: `path` is where the socket is mounted, without
/// `/websocket`; `hosts` are the server's names; `origins` whose pages may connect; `isSecure` says
/// whether the server itself speaks TLS.
public record Site(String path, Hosts hosts, Origins origins, boolean isSecure) {}
