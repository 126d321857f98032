/** What both pages share: the form, the camera and the exchange. */

/** @param {object} proof */
export async function signIn(proof) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("/api/v1/session", { method: "POST", headers, body: JSON.stringify(proof) });
  if (answer.ok) document.querySelector("main").textContent = (await answer.json()).person.given_name;
}

/** Show the camera in the page's <video>. */
export async function openCamera() {
  const video = document.querySelector("video");
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: size });
  await video.play();
  return video;
}

/** How far the page is. @param {"live" | "looked" | "ready"} what */
export const tell = (what) => document.documentElement.setAttribute(`data-${what}`, "");

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  signIn(Object.fromEntries(new FormData(event.target)));
});
