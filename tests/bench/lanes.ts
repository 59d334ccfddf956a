/** So many pieces of work, `lanes` at a time. */
export async function inLanes<T>(lanes: number, total: number, work: (lane: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let left = total;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (left-- > 0) results.push(await work(lane));
    }),
  );
  return results;
}
