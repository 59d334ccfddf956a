/**
 * `/practice/bank`: stands in for a bank app while the shop practises. It pays practice bills right, wrong, late or
 * twice, so an owner sees what the shop does about it. Outside practice mode there is no such page.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PAY_MODES, PAY_REFUSALS } from '../bank.ts';
import type { BankPayment, PracticeBank } from '../bank.ts';
import type { HttpDeps } from '../deps.ts';
import { requireSameOrigin } from '../headers.ts';
import { parsed, Problem } from '../problem.ts';
import { signature, signatureMatches } from '../signature.ts';
import { word } from '../words.ts';
import { bankBody } from './bank-body.ts';
import { pageLang, sendPage } from './layout.ts';

const HOUR_MS = 3_600_000;

const reference = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const query = z.object({ ref: reference.optional(), done: z.literal(['yes', ...PAY_REFUSALS]).optional() });
const linkPath = z.object({ account: z.string().min(1).max(80), amount: z.coerce.number().int().min(1).max(1e12) });
const payLink = z.object({ order_id: reference });
const form = z.object({ reference, mode: z.enum(PAY_MODES), token: z.string().max(100) });

export function registerPracticeBank(app: FastifyInstance, deps: HttpDeps): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.get('/practice/bank', async (request, reply) => {
    const bank = await requireBank(deps);
    const lang = pageLang(request);
    const shown = parsed(query, request.query);
    const payments = await billsOf(deps, bank);
    return sendPage(request, reply, {
      title: word(lang, 'bank_title'),
      practice: true,
      refreshS: null,
      main: bankBody({ payments, lang, shown, token: formToken(deps) }),
    });
  });
  // Practice gateways have this page as their pay domain, so the pay link of a bill ends here.
  for (const kind of ['pay', 'paypal'] as const) {
    app.get(`/practice/bank/${kind}/:account/:amount`, async (request, reply) => {
      const bank = await requireBank(deps);
      const { order_id: ref } = parsed(payLink, request.query);
      const { account, amount } = parsed(linkPath, request.params);
      // The page says what the gateway does not: that it does not answer, or has no such bill.
      await bank
        .open(kind, account, amount, ref)
        .catch((error: unknown) => deps.log.warn({ err: error }, 'the practice gateway did not open a pay link'));
      return reply.redirect(`/practice/bank?ref=${encodeURIComponent(ref)}`, 303);
    });
  }
  app.post('/practice/bank', async (request, reply) => {
    const bank = await requireBank(deps);
    requireSameOrigin(request);
    const wanted = parsed(form, request.body);
    if (!isOwnForm(deps, wanted.token)) throw new Problem(403, 'foreign_origin');
    const result = await bank.pay(wanted.reference, wanted.mode);
    return reply.redirect(backTo(request, wanted.reference, result.ok ? 'yes' : result.why), 303);
  });
}

async function requireBank(deps: HttpDeps): Promise<PracticeBank> {
  const { practice } = await deps.mode();
  if (!practice || !deps.bank) throw new Problem(404, 'not_found');
  return deps.bank;
}

/** Null when the practice gateway does not answer; the page says so. */
async function billsOf(deps: HttpDeps, bank: PracticeBank): Promise<BankPayment[] | null> {
  try {
    return await bank.list();
  } catch (error) {
    deps.log.warn({ err: error }, 'the practice gateway does not answer');
    return null;
  }
}

/** The page of this bill, saying how it went. Redirecting means a reload never pays a second time. */
function backTo(request: FastifyRequest, ref: string, done: string): string {
  return `/practice/bank?${new URLSearchParams({ ref, done, lang: pageLang(request) }).toString()}`;
}

/** Proves that a form came from this page: another site can send one, but cannot read this value. Good for 1–2 hours. */
const formToken = (deps: HttpDeps) => signature(deps.vault, 'practice-bank', String(hourOf(deps)));

const hourOf = (deps: HttpDeps) => Math.floor(deps.clock.now() / HOUR_MS);

function isOwnForm(deps: HttpDeps, token: string): boolean {
  const hour = hourOf(deps);
  return [hour, hour - 1].some((each) => signatureMatches(deps.vault, 'practice-bank', String(each), token));
}
