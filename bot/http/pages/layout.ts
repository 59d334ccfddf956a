/** The frame of server-made pages: works without scripts, keeps out of search engines and caches. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Lang } from '../../../commerce/chat/model.ts';
import { langOf, speak, word } from '../words.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

export interface PageContent {
  title: string;
  practice: boolean;
  /** Seconds after which the page looks again by itself; null for never. */
  refreshS: number | null;
  main: Html;
  /** For a page that lets somebody else's script in: what it loads, and the policy in place of the usual one. */
  guest?: { head: Html; policy: string };
}

const query = z.object({ lang: z.enum(['id', 'en']).optional() });

/** The page's language: `?lang=`, else the browser's. */
export function pageLang(request: FastifyRequest): Lang {
  const wanted = query.safeParse(request.query);
  if (wanted.success && wanted.data.lang) speak(request, wanted.data.lang);
  return langOf(request);
}

export function sendPage(request: FastifyRequest, reply: FastifyReply, page: PageContent): FastifyReply {
  const lang = langOf(request);
  if (page.guest) reply.header('content-security-policy', page.guest.policy);
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex, nofollow')
    .header('vary', 'accept-language')
    .send(document(lang, otherLanguageUrl(request, lang), page).html);
}

/** The same address in the other language, its other parameters kept. */
function otherLanguageUrl(request: FastifyRequest, lang: Lang): string {
  const url = new URL(request.url, 'http://page.invalid');
  url.searchParams.set('lang', lang === 'id' ? 'en' : 'id');
  return `${url.pathname}${url.search}`;
}

function document(lang: Lang, otherUrl: string, page: PageContent): Html {
  const refresh = page.refreshS ?? 0;
  return html`<!doctype html>
    <html lang="${lang}" data-refresh="${refresh}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="icon" href="/web/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/web/base.css" />
        <link rel="stylesheet" href="/web/page.css" />
        <script type="module" src="/web/page.js"></script>
        ${page.guest?.head ?? null}
        ${refresh > 0 ? html`<noscript><meta http-equiv="refresh" content="${refresh}" /></noscript>` : null}
      </head>
      <body>
        ${page.practice ? html`<p class="practice"><strong>${word(lang, 'practice')}</strong> ${word(lang, 'practice_note')}</p>` : null}
        <header class="top">
          <a href="/">${word(lang, 'back_to_chat')}</a>
          <a href="${otherUrl}" lang="${lang === 'id' ? 'en' : 'id'}" hreflang="${lang === 'id' ? 'en' : 'id'}"
            >${word(lang, 'other_language')}</a
          >
        </header>
        <main>${page.main}</main>
      </body>
    </html>`;
}
