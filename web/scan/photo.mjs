/**
 * A chosen file as a picture, by whatever way this browser has to open it; or what kind of file it is, in words.
 */

/** @typedef {"heic" | "pdf" | "other"} Kind what a file is that cannot be opened here */

/** A file without a size of its own, such as some SVG, is drawn this long on its long side; a small one, too. */
const DRAWN_SIDE = 1600;
/** The first bytes tell what a file is, whatever it is called. */
const SNIFFED_BYTES = 64;
/** Brands of HEIF with HEVC inside (ISO/IEC 23008-12, annex B), which few browsers open. */
const HEIC_BRANDS = /^.{4}ftyp.*(hei[cmsx]|hev[cmsx]|mif1|msf1)/s;

/**
 * The picture in a file, or what the file is if this browser cannot open it.
 * @param {Blob} file @returns {Promise<{ picture?: ImageBitmap | null, kind?: Kind }>}
 */
export async function openPhoto(file) {
  const picture = (await createImageBitmap(file).catch(() => null)) ?? (await draw(file).catch(() => null));
  return picture ? { picture } : { kind: await kindOf(file).catch(() => /** @type {Kind} */ ("other")) };
}

/** What a file is, by its first bytes; rejects for one that has gone. @param {Blob} file @returns {Promise<Kind>} */
export async function kindOf(file) {
  const bytes = new Uint8Array(await file.slice(0, SNIFFED_BYTES).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  if (HEIC_BRANDS.test(start)) return "heic";
  return start.includes("%PDF-") ? "pdf" : "other";
}

/**
 * What only an <img> opens, an SVG first of all, drawn large. No script in it runs, and nothing it names is fetched.
 * @param {Blob} file
 */
async function draw(file) {
  const image = document.createElement("img");
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    const [width, height] = [image.naturalWidth || 1, image.naturalHeight || 1];
    const scale = DRAWN_SIDE / Math.max(width, height);
    const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
    const context = canvas.getContext("2d");
    if (!context) return null;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    context.getImageData(0, 0, 1, 1); // throws for a picture that may not be looked at
    return canvas.transferToImageBitmap();
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
