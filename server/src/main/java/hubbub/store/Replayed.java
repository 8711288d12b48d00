package hubbub.store;

/// What was done to a store that came back from a backup: how many people were erased again, and
/// how many sessions ended.
public record Replayed(int erased, int sessions) {}
