package hubbub.topic;

/// A command with its sender. `number` counts the commands of one membership from 1 (0: not
/// counted, as from [Actor.Server]); the owner answers a number that it has seen with the first
/// outcome, and does nothing twice.
public record Request(Actor actor, long number, Command command) {}
