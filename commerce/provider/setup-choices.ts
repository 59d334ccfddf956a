/** What the owner may add, and what has to be asked for one of it. Presets are read here and nowhere later. */
import type { Answer } from '../app.ts';
import type { Core } from '../core.ts';
import type { Environment } from '../environment.ts';
import type { Actor } from '../people/model.ts';
import { requireRight } from '../people/rights.ts';
import type { Preset, PresetField } from '../ports/registry.ts';
import { answering, Refused } from '../refusal.ts';
import { hasAccountRight } from './account-right.ts';
import { readMode } from './mode.ts';
import type { IntegrationType } from './model.ts';
import { practiceVendor } from './practice-vendors.ts';
import { tellsVendor, type KnownValue } from './value-check.ts';
import { fieldsIn } from './fields-in.ts';

export interface SetupChoice {
  id: string;
  name: string;
  type: IntegrationType;
  /** What this actor may add it as: practice accounts while the shop practises, real ones as whom it will always be. */
  environments: Environment[];
}

export interface SetupForm {
  id: string;
  name: string;
  type: IntegrationType;
  /** What the vendor must have; the rest can be given later. */
  fields: PresetField[];
  /** Nobody but the owner knows where it is. */
  asksAddress: boolean;
  /** Values the practice vendors know, to be typed in practice. */
  practiceValues: Record<string, string>;
  /** Values of other vendors that are told by how they begin. */
  others: KnownValue[];
}

/** Without what the actor could not add as anything. */
export async function setupChoices(core: Core, actor: Actor): Promise<Answer<{ choices: SetupChoice[] }>> {
  return answering(async () => {
    requireRight(actor, 'setupChoices');
    const stores = core.uow.read;
    const { practice } = await readMode(stores);
    const real: Environment[] = [];
    for (const name of ['sandbox', 'live'] as const)
      if (await hasAccountRight(stores, actor, 'addProvider', name)) real.push(name);
    const choices: SetupChoice[] = [];
    for (const preset of core.presets.list()) {
      const canPractise = practice && (await practiceVendor(stores, preset)) !== null;
      const atVendor = real.filter((name) => asksAddress(preset) || preset.baseUrls[name] !== undefined);
      const environments: Environment[] = [...(canPractise ? (['practice'] as const) : []), ...atVendor];
      const { id, displayName: name, integrationType: type } = preset;
      if (environments.length > 0) choices.push({ id, name, type, environments });
    }
    if (choices.length === 0) throw new Refused('not_allowed');
    return { ok: true as const, choices };
  });
}

export async function setupForm(
  core: Core,
  actor: Actor,
  { presetId, environment }: { presetId: string; environment: Environment },
): Promise<Answer<{ form: SetupForm }>> {
  return answering(async () => {
    requireRight(actor, 'setupForm');
    const preset = core.presets.get(presetId);
    if (!preset) throw new Refused('not_found', { what: 'preset' });
    const { id, displayName: name, integrationType: type } = preset;
    const form: SetupForm = {
      id,
      name,
      type,
      fields: fieldsIn(preset, environment).filter(({ optional }) => !optional),
      asksAddress: environment !== 'practice' && asksAddress(preset),
      practiceValues: environment === 'practice' ? (preset.practice?.values ?? {}) : {},
      others: knownValues(core.presets.list(), preset.id),
    };
    return { ok: true as const, form };
  });
}

const asksAddress = ({ baseUrls }: Preset): boolean => Object.keys(baseUrls).length === 0;

/** Of every preset but one. */
export function knownValues(presets: readonly Preset[], butId: string): KnownValue[] {
  return presets
    .filter(({ id }) => id !== butId)
    .flatMap(({ displayName: vendor, fields }) => fields.map(({ title, pattern }) => ({ vendor, title, pattern })))
    .filter(({ pattern }) => tellsVendor(pattern));
}
