// npm's oidc-client-ts in a page of its own origin, without a secret: sign in, user information, renew, sign out.
// What came of it stands in the page, and in <html data-state>.
const { Log, UserManager } = globalThis.oidc;
const { authority, client_id } = await (await fetch("told.json")).json();

Log.setLogger(console);
const users = new UserManager({
  authority,
  client_id,
  redirect_uri: `${location.origin}/`,
  post_logout_redirect_uri: `${location.origin}/goodbye.html`,
  scope: "openid offline_access",
  loadUserInfo: true,
  automaticSilentRenew: false,
  filterProtocolClaims: false,
});

const on = (id, work) => document.getElementById(id).addEventListener("click", () => work().catch(failed));
on("sign-in", () => users.signinRedirect({ state: "where I was" }));
on("renew", async () => show("renewed", await users.signinSilent()));
on("sign-out", () => users.signoutRedirect());

if (new URLSearchParams(location.search).has("state")) await answered().catch(failed);
else document.documentElement.dataset.state = "ready";

async function answered() {
  const user = await users.signinCallback();
  history.replaceState(null, "", "/");
  show("signed-in", user);
}

function show(state, user) {
  const { profile, access_token, refresh_token, state: kept } = user;
  document.getElementById("said").textContent = JSON.stringify({
    profile,
    access_token,
    refresh_token,
    kept,
  });
  document.documentElement.dataset.state = state;
}

function failed(error) {
  document.getElementById("said").textContent = String(error);
  document.documentElement.dataset.state = "failed";
}
