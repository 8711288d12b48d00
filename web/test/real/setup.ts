import { RealServer } from './server.js';

/// Starts one server for all tests that use `HUBBUB_URL`; the returned function stops it.
export default async function setup(): Promise<() => Promise<void>> {
  const server = await RealServer.start();
  process.env['HUBBUB_URL'] = server.url;
  return () => server.discard();
}
