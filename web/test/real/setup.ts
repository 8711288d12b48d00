import { RealServer } from './server.js';

/// One server for all tests that visit `HUBBUB_URL`; what is answered here stops it.
export default async function setup(): Promise<() => Promise<void>> {
  const server = await RealServer.start();
  process.env['HUBBUB_URL'] = server.url;
  return () => server.discard();
}
