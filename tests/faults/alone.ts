/**
 * Whether this suite has the machine to itself. `npm run faults -- --row N` gives it that, and limits on time are the
 * fault list's own; `npm test` runs files side by side, and there they only catch what is clearly wrong.
 */
export const ALONE = process.env['FAULTS_SEED'] !== undefined;
