package hubbub.cluster;

/// How much of what is long is done in one turn of a loop.
///
/// @param partBytes how long the parts are in which a topic is sent to another node
/// @param memberships how many memberships of a node that is gone end at once
record Slices(int partBytes, int memberships) {
  static final Slices USUAL = new Slices(TopicParts.PART_BYTES, 256);
}
