/** The one screen a start prints: where the chat is, what mode it runs in, and the next step. */
import type { App } from '../app.ts';

export const claimLine = (code: string, validMs: number): string =>
  `  Owner     type  /claim ${code}  in any chat to become the owner (valid ${Math.max(1, Math.round(validMs / 60_000))} minutes, renewed here)`;

export async function banner(app: App): Promise<string[]> {
  const code = await app.commerce.renewClaimCode();
  const telegram = app.channels.has('telegram')
    ? 'connected'
    : 'talk to @BotFather, create a bot, then start with TELEGRAM_BOT_TOKEN=…';
  const lines = [
    '',
    `  Sapa is running${app.practice ? ' in PRACTICE mode (LATIHAN): no real money, no credentials needed' : ''}`,
    '',
    `  Web chat  ${app.url}/`,
  ];
  if (app.practice) lines.push(`  Bank      ${app.url}/practice/bank  pays the QR codes of practice orders`);
  lines.push(`  Data      ${app.config.dataFolder}`, `  Telegram  ${telegram}`);
  if (code) lines.push(claimLine(code.code, app.config.settings.claimCodeMs));
  lines.push('  Help      ./sapa help   ·   ./sapa doctor   ·   Ctrl-C stops cleanly', '');
  return lines;
}
