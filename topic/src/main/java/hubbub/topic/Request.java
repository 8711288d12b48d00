package hubbub.topic;

/// A command with its sender. `number` counts the commands of one membership from 1; 0: not
/// numbered, as from [Actor.Server]. The owner answers a repeated number with the first outcome,
/// and carries out nothing twice.
public record Request(Actor actor, long number, Command command) {}
