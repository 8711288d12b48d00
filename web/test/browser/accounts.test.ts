import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { line, mine, say, sheet, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => {
  if (!stage.fake) return;
  Object.assign(stage.fake.accounts, { signUp: 'open', refusing: null });
  stage.fake.accounts.people.clear();
  stage.fake.accounts.add('Ann', PASSWORD);
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

const PASSWORD = 'correct horse ';

const button = (page: Page, name: string): ReturnType<Page['locator']> => page.getByRole('button', { name, exact: true });

async function door(topic = someTopic(), fragment = topic): Promise<Page> {
  const page = await stage.window();
  await page.goto(`${stage.url}/#${fragment}`);
  return page;
}

/// Fills in the open sheet's form, and sends it.
async function sign(page: Page, fields: { name?: string; password: string }): Promise<void> {
  if (fields.name !== undefined) await page.getByLabel('Name', { exact: true }).fill(fields.name);
  await page.locator('input[name=password]').first().fill(fields.password);
  await page.keyboard.press('Enter');
}

async function signIn(page: Page): Promise<void> {
  await button(page, 'Sign in').first().click();
  await sign(page, { name: 'ann', password: PASSWORD });
  await sheet(page).waitFor({ state: 'detached' });
}

async function signedIn(topic = someTopic()): Promise<Page> {
  const page = await door(topic);
  await signIn(page);
  await button(page, 'Enter').click();
  await page.locator('.dot.joined').waitFor();
  return page;
}

const atTheDoor = (page: Page): Promise<void> => page.getByRole('textbox', { name: 'Nickname' }).waitFor();

/// The focused element's name, through all shadow roots.
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.getAttribute('name') ?? at?.textContent?.trim() ?? null;
  });

describe.skipIf(process.env['HUBBUB_URL'])('signing in at the door', () => {
  test('leads into the room under the account’s name', async () => {
    const ann = await signedIn();
    await mine(ann).getByText('Ann').waitFor();
  });

  test('that is refused says so where it was tried, and what was typed stays', async () => {
    const ann = await door();
    await button(ann, 'Sign in').click();
    await expect.poll(() => focused(ann)).toBe('username');
    await sign(ann, { name: 'ann', password: 'wrong horse' });
    await sheet(ann).getByText('That name and password do not match.').first().waitFor();
    expect(await ann.getByLabel('Name', { exact: true }).inputValue()).toBe('ann');
  });

  test.each([
    [{ status: 429, reason: 'rate', retry_after_ms: 90_000 }, /too many attempts. Try again in 1\smin/],
    [{ status: 503, reason: 'unavailable' }, /Accounts are not available/],
  ] as const)('that is refused with %o says why', async (refusing, said) => {
    const ann = await door();
    stage.fake!.accounts.refusing = refusing;
    await button(ann, 'Sign in').click();
    await sign(ann, { name: 'ann', password: PASSWORD });
    await sheet(ann).getByText(said).first().waitFor();
  });

  test('is given up with Escape, and the focus is back where it was', async () => {
    const ann = await door();
    await button(ann, 'Sign in').focus();
    await ann.keyboard.press('Enter');
    await expect.poll(() => focused(ann)).toBe('username');
    await ann.keyboard.press('Escape');
    await expect.poll(() => focused(ann)).toBe('Sign in');
  });

  test('lets password managers know what is what', async () => {
    const ann = await door();
    await button(ann, 'Sign in').click();
    const kinds = (): Promise<(string | null)[]> =>
      ann.locator('hubbub-sign-in-sheet input').evaluateAll((all) => all.map((each) => each.getAttribute('autocomplete')));
    await expect.poll(kinds).toEqual(['username', 'current-password']);
    await button(ann, 'Create an account').click();
    await expect.poll(kinds).toEqual(['username', 'new-password']);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('creating an account', () => {
  test('takes the nick that one has typed, unless one wants another', async () => {
    const bob = await door();
    await bob.getByRole('textbox', { name: 'Nickname' }).fill('Bob');
    await button(bob, 'Sign in').click();
    await button(bob, 'Create an account').click();
    await bob.locator('input[name=password]').fill('password of Bob');
    await bob.keyboard.press('Enter');
    await sheet(bob).waitFor({ state: 'detached' });
    await bob.getByText('Signed in').waitFor();
    expect(stage.fake!.accounts.people.get('bob')?.name).toBe('Bob');
  });

  test('under a name that is taken is refused in words', async () => {
    const other = await door();
    await button(other, 'Sign in').click();
    await button(other, 'Create an account').click();
    await sign(other, { name: 'Ann', password: 'another horse' });
    await sheet(other).getByText('That name is taken').first().waitFor();
  });

  test.each(['off', 'invite'] as const)('is not offered where signing up is %s', async (rule) => {
    stage.fake!.accounts.signUp = rule;
    const bob = await door();
    await button(bob, 'Sign in').click();
    if (rule === 'invite') await sheet(bob).getByText('New accounts are by invitation only.').waitFor();
    expect(await button(bob, 'Create an account').count()).toBe(0);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('signing in in a room', () => {
  test('is to stay in it, with all that was said, as the account', async () => {
    const topic = someTopic();
    const guest = await stage.person(topic, 'Nobody');
    const grace = await stage.person(topic, 'Grace');
    await say(guest, 'said as a guest');
    await line(guest, 'said as a guest').waitFor();
    await signIn(guest);
    await mine(guest).getByText('Ann').waitFor();
    await line(guest, 'said as a guest').waitFor();
    expect(await line(guest, 'Reconnected').count()).toBe(0);
    await grace.locator('hubbub-people').getByText('Nobody').waitFor({ state: 'detached' });
    await say(guest, 'said as Ann');
    await line(grace, 'said as Ann').waitFor();
  });

  test('is offered to a guest who is not let in as one', async () => {
    const topic = someTopic();
    stage.fake!.topic(topic).refusing = { reason: 'sign_in' };
    const guest = await stage.knock(topic, 'Nobody');
    await guest.locator('hubbub-outside').getByText('only if you sign in').waitFor();
    stage.fake!.topic(topic).refusing = null;
    await guest.locator('button[slot=sign-in]').click();
    await sign(guest, { name: 'ann', password: PASSWORD });
    await mine(guest).getByText('Ann').waitFor();
  });

  test('to have an account of one’s nick takes no waiting for oneself to be gone', async () => {
    const topic = someTopic();
    const guest = await stage.person(topic, 'Emmy');
    await button(guest, 'Sign in').click();
    await button(guest, 'Create an account').click();
    await guest.locator('input[name=password]').fill('password of Emmy');
    await guest.keyboard.press('Enter');
    await mine(guest).getByText('Emmy').waitFor();
    await guest.locator('.dot.joined').waitFor();
    await expect.poll(() => guest.locator('hubbub-people li').count()).toBe(1); // presence comes once a second
  });

  test('is done from the drawer on a phone', async () => {
    const guest = await stage.person(someTopic(), 'Nobody', { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true });
    await guest.locator('.tool.drawer').tap();
    await guest.locator('[slot=side] button').tap();
    await sign(guest, { name: 'ann', password: PASSWORD });
    await mine(guest).getByText('Ann').waitFor();
  });

  test('goes on with the next token when one ends', async () => {
    const ann = await signedIn();
    const [connection] = stage.fake!.connections;
    const first = connection!.token;
    connection!.expire();
    await expect.poll(() => connection!.token).not.toBe(first);
    await mine(ann).getByText('Ann').waitFor();
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('somebody who is signed in', () => {
  test('still is when the page is loaded again, in the room that they were in', async () => {
    const ann = await signedIn();
    await ann.reload();
    await mine(ann).getByText('Ann').waitFor();
  });

  test('is not made a guest while the server cannot tell', async () => {
    const ann = await signedIn();
    stage.fake!.accounts.refusing = { status: 503, reason: 'unavailable' };
    await ann.reload();
    await ann.getByText(/You were signed in as .*Ann/).waitFor();
    expect(await ann.locator('hubbub-room').count()).toBe(0);
    stage.fake!.accounts.refusing = null;
    await button(ann, 'Try again').click();
    await mine(ann).getByText('Ann').waitFor();
  });

  test('can go on as a guest then, for once', async () => {
    const ann = await signedIn();
    stage.fake!.accounts.refusing = { status: 503, reason: 'unavailable' };
    await ann.reload();
    await button(ann, 'Go on as a guest').click();
    await ann.locator('.dot.joined').waitFor();
    await button(ann, 'Sign in').waitFor();
  });

  test('signs out in all tabs at once, and is at the door', async () => {
    const topic = someTopic();
    const ann = await signedIn(topic);
    const other = await ann.context().newPage();
    await other.goto(`${stage.url}/#${topic}`);
    await other.getByText('Signed in').waitFor();
    await button(ann, 'Account').click();
    await button(ann, 'Sign out').click();
    for (const page of [ann, other]) {
      await atTheDoor(page);
      await page.getByText('You have been signed out.').waitFor();
    }
    await ann.reload();
    await atTheDoor(ann);
    expect(await ann.getByRole('textbox', { name: 'Nickname' }).inputValue()).toBe('');
  });

  test('is at the door when their session was ended elsewhere', async () => {
    const ann = await signedIn();
    stage.fake!.accounts.endAll('Ann');
    await ann.getByText('You have been signed out.').waitFor();
    await atTheDoor(ann);
  });

  test('keeps no token and no password in the browser', async () => {
    const ann = await signedIn();
    const kept = await ann.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    expect(kept).toContain('Ann');
    for (const { token } of stage.fake!.connections) expect(kept).not.toContain(`"${token}"`);
    expect(kept).not.toContain('horse');
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('the account', () => {
  async function account(): Promise<Page> {
    const ann = await signedIn();
    await button(ann, 'Account').click();
    return ann;
  }

  test('gets another password, as it was typed', async () => {
    const ann = await account();
    await ann.getByText('Change password').first().click();
    await ann.getByLabel('Current password').fill('wrong');
    await ann.getByLabel('New password').fill(' new password');
    await ann.keyboard.press('Enter');
    await ann.getByText('That is not your password.').first().waitFor();
    await ann.getByLabel('Current password').fill(PASSWORD);
    await ann.keyboard.press('Enter');
    await ann.getByText('Your password has been changed.').waitFor();
    expect(stage.fake!.accounts.people.get('ann')?.password).toBe(' new password');
    expect(await ann.getByLabel('New password').inputValue()).toBe('');
  });

  test('is deleted only with its password', async () => {
    const ann = await account();
    await ann.getByText('Delete account').click();
    await ann.getByText('This cannot be undone.').waitFor();
    await ann.locator('details').last().getByLabel('Password').fill('wrong');
    await ann.keyboard.press('Enter');
    await ann.getByText('That is not your password.').first().waitFor();
    await ann.locator('details').last().getByLabel('Password').fill(PASSWORD);
    await ann.keyboard.press('Enter');
    await atTheDoor(ann);
    expect(stage.fake!.accounts.people.size).toBe(0);
  });

  test('of an administrator makes invite links', async () => {
    stage.fake!.accounts.add('Ann', PASSWORD, { admin: true });
    const ann = await account();
    await ann.getByText('administrator').waitFor();
    await button(ann, 'Make an invite link').click();
    expect(await ann.getByLabel('Invite link').inputValue()).toBe(`${stage.url}/#invite=new-code`);
    await button(ann, 'Copy').click();
    await button(ann, 'Copied').waitFor();
  });

  test('of others does not', async () => {
    const ann = await account();
    await button(ann, 'Sign out').waitFor();
    expect(await button(ann, 'Make an invite link').count()).toBe(0);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('a link', () => {
  const codes = (): Map<string, string> => stage.fake!.accounts.codes;

  test('to set up the server makes its administrator, and is out of the address at once', async () => {
    codes().set('c1', 'setup');
    const root = await door('', 'setup=c1');
    await sheet(root).getByText('administrator').waitFor();
    expect(root.url()).toBe(`${stage.url}/`);
    await sign(root, { name: 'Root', password: 'password of root' });
    await root.getByText('Signed in').waitFor();
    expect(stage.fake!.accounts.people.get('root')?.admin).toBe(true);
  });

  test('of an invitation makes an account, where there is no other way', async () => {
    stage.fake!.accounts.signUp = 'invite';
    codes().set('c2', 'invite');
    const bob = await door('', 'invite=c2');
    await sign(bob, { name: 'Bob', password: 'password of Bob' });
    await bob.getByText('Signed in').waitFor();
  });

  test('for a forgotten password asks for another one only', async () => {
    codes().set('c3', 'Ann');
    const ann = await door('', 'reset=c3');
    expect(await ann.locator('hubbub-sign-in-sheet input').count()).toBe(1);
    await sign(ann, { password: 'another horse' });
    await ann.getByText('Signed in').waitFor();
    expect(stage.fake!.accounts.people.get('ann')?.password).toBe('another horse');
  });

  test('that was used says so', async () => {
    const bob = await door('', 'invite=gone');
    await sign(bob, { name: 'Bob', password: 'password of Bob' });
    await sheet(bob).getByText('This link is no longer valid').first().waitFor();
    expect(await bob.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain('gone');
  });

  test('that is opened in a room leaves one there', async () => {
    const topic = someTopic();
    codes().set('c4', 'invite');
    const bob = await stage.person(topic, 'Bob');
    await bob.evaluate(() => (location.hash = '#invite=c4'));
    await sheet(bob).getByText('Choose a name').waitFor();
    expect(new URL(bob.url()).hash).toBe(`#${topic}`);
    await sign(bob, { name: 'Bobby', password: 'password of Bob' });
    await mine(bob).getByText('Bobby').waitFor();
  });
});
