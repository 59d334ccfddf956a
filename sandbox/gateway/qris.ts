/**
 * Builds QRIS payloads (EMVCo merchant-presented, dynamic) the way an acquirer does: tag-length-value text with the
 * CRC last. The merchant is invented; no bank app outside this sandbox can pay one.
 */

export interface QrisContent {
  totalIdr: number;
  merchantName: string;
  merchantCity: string;
  /** Up to 25 characters, the acquirer's own reference (tag 62/05). */
  reference: string;
}

export function qrisPayload(content: QrisContent): string {
  const acquirer = tlv('00', 'ID.CO.LATIHAN.WWW') + tlv('01', '936009990000000001') + tlv('03', 'UMI');
  const national = tlv('00', 'ID.CO.QRIS.WWW') + tlv('02', 'ID0000000000001') + tlv('03', 'UMI');
  const head =
    tlv('00', '01') +
    tlv('01', '12') +
    tlv('26', acquirer) +
    tlv('51', national) +
    tlv('52', '7011') +
    tlv('53', '360') +
    tlv('54', `${content.totalIdr}.00`) +
    tlv('58', 'ID') +
    tlv('59', plain(content.merchantName, 25)) +
    tlv('60', plain(content.merchantCity, 15)) +
    tlv('61', '10110') +
    tlv('62', tlv('05', content.reference.slice(0, 25)));
  return withCrc(head);
}

/** Another tag 54 with a right CRC: a gateway that shows the payer a wrong price. */
export function withOtherAmount(payload: string, totalIdr: number): string {
  const amount = /54(\d{2})/.exec(payload.slice(payload.indexOf('5303360')));
  if (!amount) return payload;
  const start = payload.indexOf('5303360') + 7;
  const end = start + 4 + Number(amount[1]);
  return withCrc(payload.slice(0, start) + tlv('54', `${totalIdr}.00`) + payload.slice(end, -8));
}

/** CRC-16/CCITT-FALSE over the text; "123456789" gives 29B1. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff) >>> 0;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

function withCrc(head: string): string {
  return `${head}6304${crc16(`${head}6304`)}`;
}

function tlv(tag: string, value: string): string {
  return `${tag}${String(value.length).padStart(2, '0')}${value}`;
}

/** ASCII only: lengths in the payload count characters, readers count bytes. */
function plain(text: string, max: number): string {
  return text.replace(/[^\x20-\x7e]/g, '').slice(0, max) || 'LATIHAN';
}
