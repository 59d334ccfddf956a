/**
 * How the practice vendors stand in for a preset: at the address the shop's practice accounts have already, with the
 * settings of theirs that nobody types. Null where the shop does not practise with this preset's kind.
 */
import type { Preset } from '../ports/registry.ts';
import type { Stores } from '../ports/stores/index.ts';

export async function practiceVendor(
  stores: Stores,
  preset: Preset,
): Promise<{ baseUrl: string; config: Record<string, string> } | null> {
  const rows = await stores.providers.list({ environment: 'practice' });
  const [row] = rows;
  if (!preset.practice || !row) return null;
  const config = rows.find(({ presetId }) => presetId === preset.id)?.config ?? {};
  return { baseUrl: new URL(row.baseUrl).origin + preset.practice.basePath, config };
}
