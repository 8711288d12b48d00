package hubbub.handover;

import hubbub.codec.Unreadable;

/// What a server leaves to its next start beside its topics, as bytes in a form of its own.
public interface Appendix {
  /// Nothing.
  Appendix NONE =
      new Appendix() {
        @Override
        public byte[] leave() {
          return new byte[0];
        }

        @Override
        public void take(byte[] bytes) {}
      };

  /// What to leave; empty: nothing. Called when the topics decide nothing any more. May block for a
  /// second.
  byte[] leave();

  /// Goes on with what the last run left. Called before anybody is let in.
  void take(byte[] bytes) throws Unreadable;
}
