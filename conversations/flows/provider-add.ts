/**
 * Adds an account at a vendor: which one, as what, its credentials. It rests until the test that follows at once has
 * succeeded, so that nothing half set up ever serves a customer.
 */
import type { Commerce } from '../../commerce/app.ts';
import { text } from '../../commerce/ports/screen.ts';
import type { Environment } from '../../commerce/environment.ts';
import { isFitEndpoint } from '../../commerce/provider/endpoint-rule.ts';
import type { SetupForm } from '../../commerce/provider/setup-choices.ts';
import type { FlowEnd, Parsed, SecretAnswer, TalkChat } from '../port.ts';
import { pickEnvironment, pickVendor } from './provider-pick.ts';
import { refusedText, toAddProvider, toProviders } from './provider-say.ts';
import { askValue } from './provider-values.ts';
import { screen, toMenu } from './say.ts';
import { withPin } from './with-pin.ts';

export async function providerAdd(chat: TalkChat, app: Commerce, args: { words?: string } | null): Promise<FlowEnd> {
  const vendor = await pickVendor(chat, app, args?.words ?? '');
  if (!vendor) return;
  const environment = await pickEnvironment(chat, vendor);
  const presetId = vendor.id;
  const answer = await chat.read('form', () => app.setupForm(chat.actor, { presetId, environment }));
  if (!answer.ok) return chat.say(screen([refusedText(answer)], [toMenu]));
  const baseUrl = answer.form.asksAddress ? await askAddress(chat, environment) : undefined;
  const given = await askValues(chat, answer.form);
  if (environment === 'live' && !(await meansLive(chat, answer.form.name))) return;
  const added = await withPin(chat, app, 'add', async (key) => {
    const values: Record<string, string> = {};
    for (const [name, secret] of given) values[name] = await secret.open();
    const input = { presetId, environment, values, resting: true, ...(baseUrl ? { baseUrl } : {}) };
    const saved = await app.addProvider(chat.actor, key, input);
    return saved.ok ? { ok: true as const, slug: saved.provider.slug } : saved;
  });
  if (!added) return;
  if (!added.ok) return chat.say(screen([refusedText(added)], [toAddProvider, toProviders, toMenu]));
  return { next: 'provider-try', args: { slug: added.slug } };
}

/** Keys to real money are confirmed before they are kept. */
async function meansLive(chat: TalkChat, name: string): Promise<boolean> {
  const sure = await chat.choose('live', screen([text('provider-ask-live', { name })]), [
    { id: 'yes', label: text('provider-button-live-yes') },
    { id: 'no', label: text('staff-button-no') },
  ]);
  if (sure === 'yes') return true;
  await chat.say(screen([text('provider-live-declined', { name })], [toProviders, toMenu]));
  return false;
}

async function askValues(chat: TalkChat, form: SetupForm): Promise<[string, SecretAnswer][]> {
  const given: [string, SecretAnswer][] = [];
  const count = form.fields.length;
  for (const [index, field] of form.fields.entries()) {
    const lead = text('provider-ask-value', { name: form.name, title: field.title, number: index + 1, count });
    const { others, name: vendor } = form;
    const practiceValue = form.practiceValues[field.name];
    const asked = { vendor, field, others, practiceValue, lead, isFirst: index === 0 };
    given.push([field.name, await askValue(chat, field.name, asked)]);
  }
  return given;
}

function askAddress(chat: TalkChat, environment: Environment): Promise<string> {
  return chat.ask('address', screen([text('provider-ask-address')]), (words): Parsed<string> => {
    const address = words.trim().replace(/\/+$/, '');
    return isFitEndpoint(address, environment)
      ? { ok: true, value: address }
      : { ok: false, say: text('provider-address-unfit') };
  });
}
