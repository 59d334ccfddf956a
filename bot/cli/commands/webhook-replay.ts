/** `./sapa webhook:replay`: a stored webhook is judged anew and worked off. */
import { given, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';

export const webhookReplay: Command = {
  name: 'webhook:replay',
  group: 'care',
  usage: 'ID | [--slug SLUG]',
  summary: 'process a stored webhook again; without an ID the newest are listed',
  details: [
    '',
    'It is checked with the keys saved now and by the time it came in. What it tells counts once, however often it is told.',
  ],
  async run(io) {
    const { values, positionals } = readArguments(io.args, { slug: { type: 'string' } }, { optional: ['ID'] });
    const [{ withShop }, { refused }, { instant }] = await Promise.all([
      import('../shop.ts'),
      import('../refusals.ts'),
      import('../format.ts'),
    ]);
    return withShop(io, async ({ commerce, actor }) => {
      if (positionals.length === 0) {
        const answer = await commerce.storedWebhooks(await actor(), values.slug);
        if (!answer.ok) throw refused(answer, {});
        for (const { id, at, slug, verdict, reason } of answer.webhooks)
          io.say(`${id}  ${instant(at)}  ${slug}  ${verdict}${reason === 'ok' ? '' : ` (${reason})`}`);
        if (answer.webhooks.length === 0) io.say('no webhook is stored');
        return 0;
      }
      const id = given(positionals, 0);
      const replayed = await commerce.replayWebhook(await actor(), id);
      if (!replayed.ok) {
        throw refused(replayed, {
          not_found: `there is no webhook ${id.slice(0, 60)}; see ./sapa webhook:replay`,
          wrong_state: `nobody has the address it came to; add the provider first`,
          bad_input: `it is still refused: ${replayed.detail?.['reason']}`,
        });
      }
      io.say(`The webhook of ${replayed.provider} is due now; the running app takes it up.`);
      return 0;
    });
  },
};
