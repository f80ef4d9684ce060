const MB = 1024 * 1024;

/** How much of an untrusted file is read before it is refused (SEC-03). Sizes in bytes, except text in characters. */
export type ConvertLimits = {
  readonly fileBytes: number;
  readonly textChars: number;
  readonly sections: number;
  readonly zipEntries: number;
  readonly expandedBytes: number;
  readonly expansionRatio: number;
  readonly imageBytes: number;
  readonly allImageBytes: number;
  readonly pdfPages: number;
  readonly timeMs: number;
};

export const defaultLimits: ConvertLimits = {
  fileBytes: 50 * MB,
  textChars: 20 * MB,
  sections: 5_000,
  zipEntries: 10_000,
  expandedBytes: 200 * MB,
  expansionRatio: 100,
  imageBytes: 5 * MB,
  allImageBytes: 20 * MB,
  pdfPages: 3_000,
  timeMs: 30_000,
};
