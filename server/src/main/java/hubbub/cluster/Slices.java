package hubbub.cluster;

import hubbub.cluster.peer.PeersSetup;

/// How much of what is long is done in one turn of a loop.
///
/// @param partBytes how long the parts are in which a topic is sent to another node
/// @param memberships how many memberships of a node that is gone end at once
/// @param messages how many messages of another node are heard
record Slices(int partBytes, int memberships, int messages) {
  static final Slices USUAL = new Slices(TopicParts.PART_BYTES, 256, PeersSetup.MESSAGES_A_TURN);
}
