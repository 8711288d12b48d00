package hubbub.topic;

import hubbub.topic.extension.SlotCodec;

/// The codec of records that a test never turns into bytes.
record NoCodec<T>(Class<T> type) implements SlotCodec<T> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public byte[] encode(T value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public T decode(int version, byte[] bytes) {
    throw new UnsupportedOperationException();
  }
}
