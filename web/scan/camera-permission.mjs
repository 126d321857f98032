/** Whether this page may use the camera, where the browser tells: it may be allowed long since and merely slow. */

/**
 * What the browser says of the camera now; "unknown" where it does not tell (the Permissions API, or its word for the
 * camera, came late to some).
 * @param {(state: PermissionState) => void} [onChange] called when somebody has answered its question
 * @param {Pick<Permissions, "query">} [permissions]
 * @returns {Promise<PermissionState | "unknown">}
 */
export async function cameraPermission(onChange, permissions = navigator.permissions) {
  try {
    const status = await permissions.query({ name: /** @type {PermissionName} */ ("camera") });
    if (onChange) status.onchange = () => onChange(status.state);
    return status.state;
  } catch {
    return "unknown";
  }
}
