package hubbub.cluster.peer;

/// What has gone between this node and a peer since that was up.
///
/// @param framesSent how many frames were sent, each time that one was
/// @param bytesSent their bytes
/// @param framesSentAgain those of `framesSent` that had been sent before
/// @param framesReceived how many frames came, with those that were ignored
/// @param bytesReceived their bytes
/// @param framesIgnored frames that no peer of this version and run sends
/// @param unsentBytes how much waits to be sent now, with what each message costs in memory
/// @param losses how often messages of either direction were dropped ([PeerEars#lost])
public record PeerFigures(
    long framesSent,
    long bytesSent,
    long framesSentAgain,
    long framesReceived,
    long bytesReceived,
    long framesIgnored,
    long unsentBytes,
    long losses) {}
