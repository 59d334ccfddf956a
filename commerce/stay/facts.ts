/** A stay with what messages about it need: property and room name. */
import type { StayFacts } from '../notices/goods.ts';
import type { Stores } from '../ports/stores/index.ts';

export async function stayFacts(stores: Stores, stayId: string): Promise<StayFacts> {
  const stay = await stores.stays.stay(stayId);
  const property = stay ? await stores.stays.property(stay.propertyId) : null;
  const roomType = stay ? await stores.stays.roomType(stay.roomTypeId) : null;
  if (!stay || !property || !roomType) throw new Error(`stay ${stayId} is incomplete`);
  return { stay, property, roomName: roomType.name };
}
