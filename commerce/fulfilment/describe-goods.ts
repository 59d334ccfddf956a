/** How goods are presented: which sentence stands over them, which line is copied, what is noted beside it. */
import type { Goods } from '../notices/goods.ts';
import type { OrderLine } from '../order/model.ts';
import { readSerial } from './serial.ts';

export function describeGoods(line: OrderLine, serial: string | null): Goods {
  if (serial === null) return { kind: 'none', value: '', note: '' };
  if (line.kind === 'bill') return { kind: 'bill', value: serial.trim(), note: '' };
  const view = readSerial(serial, line.snapshot.destinationKind);
  if (view.electricity) {
    const { name, tariff, power, kwh } = view.electricity;
    const note = [name, tariff && power ? `${tariff}/${power}` : (tariff ?? power), kwh ? `${kwh} kWh` : null];
    return { kind: 'token', value: view.copy, note: note.filter(Boolean).join(' · ') };
  }
  const isCode =
    line.kind === 'stock_code' || line.snapshot.destinationKind === 'text' || line.snapshot.destinationKind === null;
  return { kind: isCode ? 'code' : 'serial', value: view.copy, note: '' };
}
