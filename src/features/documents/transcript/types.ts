export type TranscriptRefusal = 'not-scanned' | 'transcript-changed';
