import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
// oxlint-disable-next-line import/default -- with ?url Vite gives the address of the file
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import type { EventBus } from 'pdfjs-dist/legacy/web/pdf_viewer.mjs';
import 'pdfjs-dist/legacy/web/pdf_viewer.css';

export type Shown = { readonly bus: EventBus; readonly pages: number; turnTo(page: number): void; zoom(by: number): void; fit(): void; close(): void };

/** Shows a PDF in an absolutely positioned element. Its worker comes from our own origin; nothing in the file is run. */
export async function showPdf(container: HTMLDivElement, bytes: ArrayBuffer): Promise<Shown> {
  pdfjs.GlobalWorkerOptions.workerSrc = workerAddress;
  Object.assign(globalThis, { pdfjsLib: pdfjs }); // where the viewer looks for the rest of the library
  const { EventBus: Bus, PDFFindController: Find, PDFLinkService, PDFViewer: Viewer } = await import('pdfjs-dist/legacy/web/pdf_viewer.mjs');
  const task = pdfjs.getDocument({ data: new Uint8Array(bytes), useWasm: false, enableXfa: false });
  const pdf = await task.promise;
  const bus = new Bus();
  const links = new PDFLinkService({ eventBus: bus, externalLinkTarget: 2, externalLinkRel: 'noopener noreferrer nofollow' });
  const find = new Find({ eventBus: bus, linkService: links });
  const viewer = new Viewer({ container, eventBus: bus, linkService: links, findController: find, annotationMode: pdfjs.AnnotationMode.ENABLE, removePageBorders: true });
  links.setViewer(viewer);
  const ready = new Promise<void>((resolve) => { bus.on('pagesinit', () => { viewer.currentScaleValue = 'page-width'; resolve(); }); });
  viewer.setDocument(pdf);
  links.setDocument(pdf, null);
  await ready;
  return {
    bus, pages: pdf.numPages,
    turnTo: (page) => { viewer.currentPageNumber = Math.min(pdf.numPages, Math.max(1, page)); },
    zoom: (by) => { viewer.currentScale = Math.min(5, Math.max(0.25, viewer.currentScale * by)); },
    fit: () => { viewer.currentScaleValue = 'page-width'; },
    close: () => { viewer.setDocument(null as never); void task.destroy(); }, // the library takes null to let go, its types do not
  };
}
