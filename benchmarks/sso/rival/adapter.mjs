// Where oidc-provider keeps what it keeps: one table, as in the examples that it comes with, in SQLite or PostgreSQL.
// Statements are prepared once, and what is answered is on the disk.

const TABLE = [
  `CREATE TABLE IF NOT EXISTS payloads (type TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL,
    grant_id TEXT, uid TEXT, expires_at BIGINT, consumed_at BIGINT, PRIMARY KEY (type, id))`,
  "CREATE INDEX IF NOT EXISTS by_grant ON payloads (grant_id)",
  "CREATE INDEX IF NOT EXISTS by_uid ON payloads (uid)",
];
const STATEMENTS = {
  upsert: `INSERT INTO payloads (type, id, payload, grant_id, uid, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (type, id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id,
    uid = excluded.uid, expires_at = excluded.expires_at`,
  find: "SELECT payload, expires_at, consumed_at FROM payloads WHERE type = $1 AND id = $2",
  findByUid: "SELECT payload, expires_at, consumed_at FROM payloads WHERE type = $1 AND uid = $2",
  consume: "UPDATE payloads SET consumed_at = $3 WHERE type = $1 AND id = $2",
  destroy: "DELETE FROM payloads WHERE type = $1 AND id = $2",
  revokeByGrantId: "DELETE FROM payloads WHERE grant_id = $1",
};

/** The adapter class over a store, its table made; `close` lets go of the store. @param {string} store */
export async function adapterOver(store) {
  const { ask, close } = await (store.startsWith("postgresql:") ? inPostgresql(store) : inSqlite(store));

  return class Adapter {
    static close = close;

    constructor(type) {
      this.type = type;
    }

    async upsert(id, payload, expiresIn) {
      const until = expiresIn ? seconds() + expiresIn : null;
      await ask("upsert", [
        this.type,
        id,
        JSON.stringify(payload),
        payload.grantId ?? null,
        payload.uid ?? null,
        until,
      ]);
    }

    async find(id) {
      return live(await ask("find", [this.type, id]));
    }

    async findByUid(uid) {
      return live(await ask("findByUid", [this.type, uid]));
    }

    async findByUserCode() {}

    async consume(id) {
      await ask("consume", [this.type, id, seconds()]);
    }

    async destroy(id) {
      await ask("destroy", [this.type, id]);
    }

    async revokeByGrantId(grantId) {
      await ask("revokeByGrantId", [grantId]);
    }
  };
}

const seconds = () => Math.floor(Date.now() / 1000);

function live(row) {
  if (!row || (row.expires_at && Number(row.expires_at) < seconds())) return undefined;
  const payload = JSON.parse(row.payload);
  return row.consumed_at ? { ...payload, consumed: Number(row.consumed_at) } : payload;
}

async function inSqlite(file) {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(file);
  for (const pragma of ["busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL"])
    database.exec(`PRAGMA ${pragma}`);
  TABLE.forEach((statement) => database.exec(statement));
  const prepared = Object.fromEntries(
    Object.entries(STATEMENTS).map(([name, text]) => [name, database.prepare(text.replaceAll("$", "?"))]),
  );
  const ask = async (name, values) =>
    name.startsWith("find") ? prepared[name].get(...values) : void prepared[name].run(...values);
  return { ask, close: () => database.close() };
}

async function inPostgresql(address) {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: address, max: 10 });
  for (const statement of TABLE) await pool.query(statement).catch(unlessThere);
  const ask = async (name, values) => (await pool.query({ name, text: STATEMENTS[name], values })).rows[0];
  return { ask, close: () => pool.end() };
}

/** Two that begin at once may both find no table. */
function unlessThere(error) {
  if (error.code !== "23505") throw error;
}
