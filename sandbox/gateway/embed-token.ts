/** What a payment is paid with in the practice form; the same payment has the same. */
import { fingerprint } from '../world/handling.ts';
import type { Project } from '../world/model.ts';

export const embedToken = (seed: string, project: Pick<Project, 'slug'>, orderId: string): string =>
  `tok_${fingerprint(seed, 'token', project.slug, orderId)}`;
