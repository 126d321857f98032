// npm's oidc-provider with what it brings along: one client, an account that is always found, nothing asked.
// Prints its port. node server.mjs
import { createServer } from "node:http";
import Provider from "oidc-provider";

const CLIENT = {
  client_id: "bench",
  client_secret: "benchbenchbenchbenchbenchbenchbench",
  redirect_uris: ["https://client.example/callback"],
  grant_types: ["authorization_code"],
  response_types: ["code"],
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  const provider = new Provider(`http://localhost:${port}`, {
    clients: [CLIENT],
    cookies: { keys: ["a key for the bench alone"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => false },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return handle(request, response);
    const login = { accountId: `student-${Math.floor(Math.random() * 2000)}` };
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  });
  console.log(port);
});
