// npm's oauth4webapi, which checks each answer to the letter of its specification.
import * as oauth from "oauth4webapi";

import { browse, done, told } from "./asking.mjs";

const insecure = { [oauth.allowInsecureRequests]: true }; // http, on this machine alone
const issuer = new URL(told.issuer);
const discovered = await oauth.discoveryRequest(issuer, { algorithm: "oidc", ...insecure });
const as = await oauth.processDiscoveryResponse(issuer, discovered);
const client = { client_id: told.client_id, id_token_signed_response_alg: told.alg ?? "RS256" };
const proof = told.secret ? oauth.ClientSecretBasic(told.secret) : oauth.None();

const verifier = oauth.generateRandomCodeVerifier();
const [nonce, state] = [oauth.generateRandomNonce(), oauth.generateRandomState()];
const go = new URL(as.authorization_endpoint);
go.search = new URLSearchParams({
  client_id: client.client_id,
  redirect_uri: told.redirect_uri,
  response_type: "code",
  scope: "openid offline_access",
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  nonce,
  state,
  max_age: "600",
});
const answer = oauth.validateAuthResponse(as, client, await browse(go), state);
const response = await oauth.authorizationCodeGrantRequest(
  as,
  client,
  proof,
  answer,
  told.redirect_uri,
  verifier,
  insecure,
);
const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
  expectedNonce: nonce,
  maxAge: 600,
  requireIdToken: true,
});
await oauth.validateApplicationLevelSignature(as, response, insecure); // the very response that was processed
const claims = oauth.getValidatedIdTokenClaims(tokens);

const asked = await oauth.userInfoRequest(as, client, tokens.access_token, insecure);
const user = await oauth.processUserInfoResponse(as, client, claims.sub, asked);
const renewal = await oauth.refreshTokenGrantRequest(as, client, proof, tokens.refresh_token, insecure);
const refreshed = await oauth.processRefreshTokenResponse(as, client, renewal);
const reuse = await oauth.refreshTokenGrantRequest(as, client, proof, tokens.refresh_token, insecure);
const refused = await oauth.processRefreshTokenResponse(as, client, reuse).then(
  () => "answered",
  (error) => error.error,
);
done({ claims, user, refreshed: typeof refreshed.access_token, refused });
