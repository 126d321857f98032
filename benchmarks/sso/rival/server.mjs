// npm's oidc-provider with its data in a database: one client, accounts that are always found, nothing asked.
// node server.mjs STORE PORT WORKERS   STORE is a file of SQLite's, or postgresql://… Says "ready" once all listen.
import cluster from "node:cluster";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

import { adapterOver } from "./adapter.mjs";

const [store, port, workers] = process.argv.slice(2);
const CLIENT = {
  client_id: "bench",
  client_secret: "benchbenchbenchbenchbenchbenchbench",
  redirect_uris: ["https://client.example/callback"],
  grant_types: ["authorization_code"],
  response_types: ["code"],
};

function newKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" });
}

async function serve(key) {
  const provider = new Provider(`http://localhost:${port}`, {
    adapter: await adapterOver(store),
    clients: [CLIENT],
    cookies: { keys: ["a key for the bench alone"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, role: "student", grade_band: "PK-2" }),
    }),
    claims: { openid: ["sub", "role", "grade_band"] },
    jwks: { keys: [JSON.parse(key)] },
    loadExistingGrant,
  });
  provider.on("server_error", (_, error) => console.error(error));
  const handle = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url.startsWith("/interaction/")) return handle(request, response);
    const login = { accountId: `student-${Math.floor(Math.random() * 2000)}` };
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  });
  await new Promise((resolve) => server.listen(Number(port), "127.0.0.1", resolve));
}

/** What the session was granted for this client: found again, as the library itself does; made at the first time. */
async function loadExistingGrant({ oidc }) {
  const known = oidc.session.grantIdFor(oidc.client.clientId);
  if (known) return oidc.provider.Grant.find(known);
  const { clientId } = oidc.client;
  const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope("openid");
  await grant.save();
  return grant;
}

if (Number(workers) === 1) {
  await serve(newKey());
  console.log("ready");
} else if (cluster.isPrimary) {
  await (await adapterOver(store)).close();
  const key = newKey();
  let listening = 0;
  cluster.on("listening", () => ++listening === Number(workers) && console.log("ready"));
  for (let n = 0; n < Number(workers); n++) cluster.fork({ BENCH_KEY: key });
} else {
  await serve(process.env.BENCH_KEY);
}
