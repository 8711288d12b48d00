import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const AS_NODES_BEGIN = Buffer.from('AKKA\x01');

/// What others than nodes may send: nothing, anything, what browsers send, and what begins as nodes begin.
const NOISES = [
  Buffer.alloc(0),
  randomBytes(65_536),
  Buffer.from('GET / HTTP/1.1\r\nHost: hubbub\r\n\r\n'),
  AS_NODES_BEGIN,
  ...[0, 1, 1_000, -1, -4].map((length) => Buffer.concat([AS_NODES_BEGIN, int32(length), randomBytes(2_000)])),
];

/// Sends noise of all kinds to a port, each on a connection of its own, which is closed after two seconds.
export function makeNoise(host: string, port: number): void {
  for (const noise of NOISES) {
    const socket = connect(port, host, () => socket.write(noise));
    socket.on('error', () => {});
    setTimeout(() => socket.destroy(), 2_000);
  }
}

function int32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(number);
  return bytes;
}
