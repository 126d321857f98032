// npm's openid-client: discovery, code + PKCE, verified signature, user information, refresh, logout.
// node openid-client.mjs '{"issuer": …, "client_id": …, "secret": …, "redirect_uri": …, "method": …, "goodbye": …}'
import * as client from "openid-client";

import { browse, done, told } from "./asking.mjs";

const METHODS = { post: client.ClientSecretPost, basic: client.ClientSecretBasic, none: client.None };

const proof = await proofOf(told);
const config = await client.discovery(
  new URL(told.issuer),
  told.client_id,
  { redirect_uris: [told.redirect_uri], id_token_signed_response_alg: told.alg ?? "RS256" },
  proof,
  // without the second it believes an ID token that nobody signed
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
);
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const [expectedNonce, expectedState] = [client.randomNonce(), client.randomState()];
const parameters = {
  redirect_uri: told.redirect_uri,
  scope: "openid profile offline_access",
  prompt: "consent",
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
  nonce: expectedNonce,
  state: expectedState,
};
const go = told.push
  ? await client.buildAuthorizationUrlWithPAR(config, parameters)
  : client.buildAuthorizationUrl(config, parameters);
const back = await browse(go);
const tokens = await client.authorizationCodeGrant(config, back, {
  pkceCodeVerifier,
  expectedNonce,
  expectedState,
  idTokenExpected: true,
});
const { sub } = tokens.claims();
const user = await client.fetchUserInfo(config, tokens.access_token, sub);
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
const again = await client.fetchUserInfo(config, refreshed.access_token, sub);
const seen = await client.tokenIntrospection(config, refreshed.access_token);
await client.tokenRevocation(config, refreshed.access_token);
const refused = await client.fetchUserInfo(config, refreshed.access_token, sub).then(
  () => "answered",
  (error) => error.name,
);
const goodbye = await browse(
  client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: told.goodbye,
    state: expectedState,
  }),
);
done({
  claims: tokens.claims(),
  user,
  again,
  active: seen.active,
  refused,
  state: goodbye.searchParams.get("state") === expectedState,
});

async function proofOf({ method, secret, key }) {
  if (method !== "key") return METHODS[method](secret);
  const alg = { name: "ECDSA", namedCurve: "P-256" };
  const imported = await crypto.subtle.importKey("jwk", key, alg, false, ["sign"]);
  return client.PrivateKeyJwt({ key: imported, kid: key.kid });
}
