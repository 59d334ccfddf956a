/**
 * A QR code for a terminal: two modules per character cell, dark on light. Colours are set where the terminal takes
 * them, because a code in inverted colours is not found by every phone; without colours dark modules are the blocks.
 */
import { create } from 'qrcode';

/** Quiet zone on every side, in modules; an even number, so that rows pair up from the top. */
const QUIET_MODULES = 4;
const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m';
const RESET = '\u001b[0m';

/** Lines joined by \n. The lowest correction level: a screen has no dirt, and fewer modules fit 80 columns. */
export function qrText(payload: string, options: { colours: boolean }): string {
  const { size, data } = create(payload, { errorCorrectionLevel: 'L' }).modules;
  const isDark = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < size && y < size && Boolean(data[y * size + x]);
  const lines: string[] = [];
  for (let y = -QUIET_MODULES; y < size + QUIET_MODULES; y += 2) {
    let line = '';
    for (let x = -QUIET_MODULES; x < size + QUIET_MODULES; x += 1) line += cell(isDark(x, y), isDark(x, y + 1));
    lines.push(options.colours ? BLACK_ON_WHITE + line + RESET : line);
  }
  return lines.join('\n');
}

function cell(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}
