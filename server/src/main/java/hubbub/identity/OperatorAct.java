package hubbub.identity;

/// What an operator does to an account or to tokens, as a line of the audit log says it. It is
/// written with what is done, or neither is.
///
/// @param by who does it: `admin`, `key:ops`, or an account's id
/// @param act what, as one word
/// @param about the id of whom it is done to; empty if to none
public record OperatorAct(String by, String act, String about) {}
