import { Guest, QUICK, VERSIONS } from './guest.mjs';
import { SCENARIOS } from './scenarios.mjs';

/// Runs every scenario with every version of phoenix.js against the server at the address given (or
/// `HUBBUB_URL`), prints TAP, and exits with 1 if one failed. A second argument picks scenarios by a
/// part of their name. `HUBBUB_TOKEN` and `HUBBUB_ENDED_TOKEN` are tokens for `ann` that the server
/// accepts, one of which has ended; without them, the scenarios that need one do nothing.

const url = (process.argv[2] ?? process.env.HUBBUB_URL ?? '').replace(/\/$/, '');
if (url === '') {
  console.error('usage: node run.mjs http://host:port [part of a name]');
  process.exit(2);
}

const wanted = Object.entries(SCENARIOS).filter(([name]) => name.includes(process.argv[3] ?? ''));
const run = `${process.pid}-${Date.now().toString(36)}`;
let count = 0;
let failed = 0;

console.log('TAP version 13');
console.log(`1..${wanted.length * VERSIONS.length}`);
for (const version of VERSIONS) {
  const phoenix = await import(`phoenix-${version}`);
  for (const [name, scenario] of wanted) await play(version, phoenix, name, scenario);
}
process.exit(failed === 0 ? 0 : 1);

async function play(version, phoenix, name, scenario) {
  const guests = [];
  const guest = async (params, options) => {
    const one = new Guest(phoenix, url, params, { ...QUICK, ...options });
    guests.push(one);
    return one.connect();
  };
  /// Comes with that token, in the way that this version has for it.
  const bearer = (token) => (version.startsWith('1.7') ? guest({ token }) : guest({}, { authToken: token }));
  const title = `${++count} - phoenix ${version}: ${name}`;
  try {
    await scenario({ guest, bearer, topic: `room:conformance-${run}-${count}` });
    console.log(`ok ${title}`);
  } catch (fault) {
    failed++;
    if (count === 1) bailOut(fault);
    console.log(`not ok ${title}\n  ---\n  message: ${JSON.stringify(fault.message)}\n  ...`);
  } finally {
    for (const each of guests) each.leave();
  }
}

/// Without a server there is nothing to try.
function bailOut(fault) {
  console.log(`Bail out! ${url}: ${fault.message}`);
  process.exit(1);
}
