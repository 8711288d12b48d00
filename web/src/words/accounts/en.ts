import type { Refusal } from '../../wire.js';
import { isolated } from '../../text/isolate.js';
import { spanIn } from '../../text/span.js';

/// English texts about accounts. Only the page has them; the element does not.

const span = spanIn({ d: 'd', h: 'h', min: 'min', s: 's' });
const again = (r: Refusal): string =>
  r.retry_after_ms === undefined ? '' : ` Try again in ${span(r.retry_after_ms)}.`;

export const en = {
  asGuest: 'You come in as a guest.',
  hereAsGuest: 'You are here as a guest.',
  signIn: 'Sign in',
  signUp: 'Create an account',
  haveOne: 'I have an account',
  name: 'Name',
  password: 'Password',
  passwordHint: 'At least 8 characters.',
  inviteOnly: 'New accounts are by invitation only.',
  account: 'Account',
  admin: 'administrator',
  signedIn: 'Signed in',
  signedOut: 'You have been signed out.',
  waiting: 'Signing in …',
  unsure: (name: string): string => `You were signed in as ${isolated(name)}, but that cannot be checked right now.`,
  goOnAsGuest: 'Go on as a guest',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  changePassword: 'Change password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  passwordChanged: 'Your password has been changed. Your other devices have been signed out.',
  invite: 'Make an invite link',
  inviteLink: 'Invite link',
  inviteLasts: (uses: number, left: string): string => `For ${uses === 1 ? 'one account' : `${uses} accounts`}, within ${left}.`,
  copy: 'Copy',
  copied: 'Copied',
  remove: 'Delete account',
  removeHint:
    'This cannot be undone. Your name becomes free for others, and you lose the ranks that this account has. What you have written is not removed.',
  removeForGood: 'Delete for good',
  setup: 'Set up this server',
  setupHint: 'This account will be the administrator’s.',
  setupDo: 'Create the account',
  invited: 'You are invited',
  invitedHint: 'Choose a name and a password for your new account.',
  reset: 'Choose a new password',
  resetHint: 'You will be signed out on all other devices.',
  resetDo: 'Save and sign in',
  refusals: {
    wrong_password: () => 'That name and password do not match.',
    wrong_current: () => 'That is not your password.',
    nick_taken: () => 'That name is taken, or looks too much like one that is.',
    bad_nick: () => "That name can't be used. It may have at most 32 characters.",
    bad_password: () => 'That password cannot be used. It must have 8 to 256 characters.',
    sign_up_off: () => 'Nobody can create an account here at the moment.',
    bad_link: () => 'This link is no longer valid: it was used already, or its time is over.',
    rate: (r) => `There were too many attempts.${again(r)}`,
    unavailable: (r) => `Accounts are not available at the moment.${again(r)}`,
    unreachable: () => "The server can't be reached.",
    token_expired: () => 'Your sign-in has ended. Please sign in again.',
    forbidden: () => 'The server does not let this page do that.',
    rank_too_low: () => 'Only administrators can do that.',
    full: () => 'There are too many open invitations. Wait until some have ended or were used.',
  } as Readonly<Record<string, (refusal: Refusal) => string>>,
};

export type AccountWords = typeof en;
