/**
 * An OpenID Connect client in a browser: code flow with PKCE, as an app of anybody's would do it. It keeps no secret.
 * OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9207.
 */

const KEPT = "demo.openid";

/**
 * @typedef {object} Provider what the metadata says, as far as it is used here
 * @property {string} issuer @property {string} authorization_endpoint @property {string} token_endpoint
 * @property {string} userinfo_endpoint @property {string} end_session_endpoint
 */
/** @typedef {{ state: string, nonce: string, verifier: string }} Kept what this tab remembers of its request */
/** @typedef {{ claims: Record<string, unknown>, idToken: string }} Told */

/** What the provider of an issuer says of itself. @param {string} issuer @returns {Promise<Provider>} */
export async function discover(issuer) {
  const provider = await asked(await fetch(`${issuer}/.well-known/openid-configuration`));
  if (provider.issuer !== issuer) throw new Error("another issuer answers");
  return provider;
}

/** The address that asks who somebody is. @param {Provider} provider @param {string} clientId @param {string} redirect */
export async function request(provider, clientId, redirect) {
  const kept = { state: random(), nonce: random(), verifier: random() };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(kept.verifier));
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirect,
    response_type: "code",
    scope: "openid",
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  });
  return `${provider.authorization_endpoint}?${query}`;
}

/**
 * Turn the answer in this page's address into what is told of whoever signed in. Throws where anything does not fit.
 * @param {Provider} provider @param {string} clientId @param {string} redirect @param {URLSearchParams} answer
 * @returns {Promise<Told>}
 */
export async function finish(provider, clientId, redirect, answer) {
  /** @type {Kept} */
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  sessionStorage.removeItem(KEPT);
  if (answer.get("iss") !== provider.issuer || answer.get("state") !== kept.state)
    throw new Error("not our answer");
  const code = answer.get("code");
  if (!code) throw new Error(answer.get("error") ?? "no code");
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: clientId,
    redirect_uri: redirect,
    code,
    code_verifier: kept.verifier,
  });
  const tokens = await asked(await fetch(provider.token_endpoint, { method: "POST", body }));
  const id = payload(tokens.id_token); // straight from the provider over TLS (section 3.1.3.7, 6)
  if (id.iss !== provider.issuer || id.aud !== clientId || id.nonce !== kept.nonce)
    throw new Error("not our token");
  const headers = { Authorization: `Bearer ${tokens.access_token}` };
  const claims = await asked(await fetch(provider.userinfo_endpoint, { headers }));
  if (claims.sub !== id.sub) throw new Error("somebody else");
  return { claims, idToken: tokens.id_token };
}

/** @param {Response} response */
async function asked(response) {
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/** @param {string} token */
const payload = (token) =>
  JSON.parse(atob((token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/")));

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** @param {Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
