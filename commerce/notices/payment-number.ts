/** An account number as a payer reads it: whose it is, in groups, and what to do with it. What is copied has no groups. */
import type { Payment } from '../payment/model.ts';
import { text, type Text } from '../ports/screen.ts';

/** Whose number, the number in groups, and one line about the bank's app or the till; the line to copy stands below. */
export function numberLines(payment: Payment, number: string, place: 'bank' | 'shop'): Text[] {
  const kind = payment.billerCode === null ? place : 'bill';
  const values = {
    name: payment.methodName ?? '',
    number: inGroups(number),
    biller: payment.billerCode ?? '',
    payable: { money: payment.payableIdr },
  };
  return [text(`pay-number-${kind}`, values), text(`pay-number-${kind}-how`, values)];
}

/** In fours, as bank apps and cards show numbers. */
export const inGroups = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ');
