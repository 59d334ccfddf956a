/**
 * The least an order on a balance can be: a transaction of two rows, the order and what it took from the balance, on the
 * engine it is compared on (FLOOR_DATABASE = a Postgres with a pool of sixteen; else a file, WAL and FULL).
 */
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { Pool } from 'pg';
import { serveCalls, temporaryFolder } from '../children.ts';
import { inLanes } from '../lanes.ts';

const POOL = 16;
const TABLES = [
  'create table orders (id bigint primary key, destination text not null, total bigint not null)',
  'create table takings (id bigint primary key, account text not null, amount bigint not null)',
];
const url = process.env['FLOOR_DATABASE'] ?? '';

interface Floor {
  add(id: number, lane: number): Promise<void>;
  stop(): Promise<void>;
}

function onFile(): Floor {
  const db = new BetterSqlite(join(temporaryFolder(), 'floor.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  for (const table of TABLES) db.exec(table);
  const order = db.prepare('insert into orders values (?, ?, 12200)');
  const taking = db.prepare('insert into takings values (?, ?, -12200)');
  const both = db.transaction((id: number, lane: number) => {
    order.run(id, `0877${id}`);
    taking.run(id, `reseller-${lane}`);
  });
  return {
    async add(id, lane) {
      both.immediate(id, lane);
    },
    stop: async () => void db.close(),
  };
}

async function onServer(): Promise<Floor> {
  const pool = new Pool({ connectionString: url, max: POOL });
  for (const table of TABLES) await pool.query(table);
  return {
    async add(id, lane) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query({
          name: 'order',
          text: 'insert into orders values ($1, $2, 12200)',
          values: [id, `0877${id}`],
        });
        const values = [id, `reseller-${lane}`];
        await client.query({ name: 'taking', text: 'insert into takings values ($1, $2, -12200)', values });
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    stop: () => pool.end(),
  };
}

const floor = url === '' ? onFile() : await onServer();
let last = 0;

serveCalls({
  async many({ orders, lanes }: { orders: number; lanes: number }): Promise<number> {
    const begun = performance.now();
    await inLanes(lanes, orders, (lane) => floor.add((last += 1), lane));
    return orders / ((performance.now() - begun) / 1000);
  },
  async stop() {
    await floor.stop();
    return true;
  },
});
