const LONGEST_SIDE = 1800;
const GOOD_JPEG = 0.88;
const LARGE_PNG = 1_500_000;

/**
 * A picture as it goes into a procedure: drawn anew, so that it carries nothing but what is seen (no place, no camera), at most
 * 1800 pixels a side. Drawings stay PNG, photographs become JPEG. Null when the browser cannot read it.
 */
export async function figureFile(file: File): Promise<File | null> {
  const image = await createImageBitmap(file).catch(() => null);
  if (image === null) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = file.type === 'image/jpeg' ? null : await blobOf(canvas, 'image/png');
  if (png !== null && png.size <= LARGE_PNG) return new File([png], 'figure.png', { type: 'image/png' });
  context.globalCompositeOperation = 'destination-over'; // what was see-through becomes paper, not black
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const jpeg = await blobOf(canvas, 'image/jpeg', GOOD_JPEG);
  return jpeg === null ? null : new File([jpeg], 'figure.jpg', { type: 'image/jpeg' });
}

function blobOf(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}
