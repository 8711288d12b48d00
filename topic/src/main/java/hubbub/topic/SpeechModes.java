package hubbub.topic;

import java.util.Optional;

/// The modes of a topic that bear on who may speak, and when.
public record SpeechModes(Optional<Quiet> quiet, Optional<Slow> slow, Optional<Shield> shield) {
  /// Whether it matters when members last spoke.
  public boolean countTime() {
    return slow.isPresent() || shield.filter(its -> its.preset() == ShieldPreset.SLOW).isPresent();
  }

  /// The shield, if it binds a member of that standing and does that.
  Optional<Shield> shieldAgainst(Standing member, ShieldPreset preset) {
    return shield
        .filter(its -> its.preset() == preset)
        .filter(its -> its.binds(member.rank(), member.firstJoinedAt()));
  }
}
