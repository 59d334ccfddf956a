/** How an owner's own endpoint is asked to set something up. */
import type { AdapterFormat } from '../format.ts';
import { deploymentPost } from './deployment-post.ts';

export const deploymentFormats: readonly AdapterFormat<'deployment'>[] = [deploymentPost];
