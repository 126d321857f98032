/** Passkeys (WebAuthn level 3): made and used by the browser's own JSON forms. */

/** @typedef {{ kind: "made", credential: object } | { kind: "not-made" } | { kind: "cannot" }} Outcome */

/** Whether this browser can use passkeys at all. */
export const canUsePasskeys = () =>
  "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** Make one. @param {any} options as the server gives them @returns {Promise<Outcome>} */
export const makePasskey = (options) =>
  withBrowser(() =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  );

/** Use one. @param {any} options as the server gives them @returns {Promise<Outcome>} */
export const usePasskey = (options) =>
  withBrowser(() =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  );

/** @param {() => Promise<Credential | null>} ask @returns {Promise<Outcome>} */
async function withBrowser(ask) {
  if (!canUsePasskeys()) return { kind: "cannot" };
  try {
    const credential = /** @type {PublicKeyCredential | null} */ (await ask());
    return credential ? { kind: "made", credential: credential.toJSON() } : { kind: "not-made" };
  } catch {
    return { kind: "not-made" }; // whoever was asked said no, or nobody did anything
  }
}
