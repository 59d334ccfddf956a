/** Words of vendors, and where they may stand: what everybody shares speaks of behaviour, vendors live in data. */
import { isTest } from './source-tree.ts';

const VENDORS = [
  'pakasir midtrans xendit doku ipaymu faspay tripay duitku stripe flip linkqu',
  'digiflazz apigames vipreseller okeconnect tokovoucher portalpulsa iak mobilepulsa',
  'ttlock salto nuki igloohome seam agoda traveloka airbnb expedia siteminder cloudbeds beds24 smoobu',
  'twilio wati qontak fonnte watzap baileys zenziva vonage nexmo sendgrid mailgun postmark brevo',
  'openai anthropic gemini recaptcha hcaptcha turnstile',
].flatMap((names) => names.split(' '));

const SHARED =
  /^(commerce|conversations|jobs|webhooks|bot|db)\/|^adapters\/[^/]+$|^adapters\/(payment|supplier|wire|pipeline|inspect|sms|mail|ai|storage|captcha)\//;

/** Names of npm packages are not ours to choose. */
const PACKAGES = /from '[^.'][^']*'|import\('[^.'][^']*'\)/g;

export const isShared = (path: string): boolean => SHARED.test(path) && !isTest(path);

/** @returns the vendors a text names, in code (`XenditClient`, `doku_id`), comments and strings alike. */
export function vendorsNamed(text: string): string[] {
  const words = text
    .replaceAll(PACKAGES, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const known = new Set(words);
  return VENDORS.filter((vendor) => known.has(vendor));
}
