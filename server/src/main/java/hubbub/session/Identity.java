package hubbub.session;

import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Rank;
import java.util.Optional;

/// Who a connection speaks for; only guests so far. `nick` is the name it asked for, if valid;
/// `hasBadNick` says that it asked for an invalid one. `accountRank` is the rank that it brings
/// into every topic.
public record Identity(MemberId id, Optional<Nick> nick, boolean hasBadNick, Rank accountRank) {}
