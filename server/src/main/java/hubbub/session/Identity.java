package hubbub.session;

import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Rank;
import java.util.Optional;

/// Who a connection speaks for: a guest so far. `nick` is what it asked to be called, if that is
/// one; `hasBadNick` says that it asked for something that is none. `standing` is the rank that
/// comes along into every topic.
public record Identity(MemberId id, Optional<Nick> nick, boolean hasBadNick, Rank standing) {}
