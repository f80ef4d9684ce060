/** What an uploaded file is read into (DOC-03). The file itself is kept byte for byte elsewhere. */
export type ConvertedDocument = {
  readonly mediaType: MediaType;
  /** The document's own title: its only leading first-level heading, else what the file states about itself. */
  readonly title: string | null;
  /** What the file says about itself (YAML front matter, document properties), never part of the content. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
  /** What was left out or guessed, one plain sentence each, for the person who uploads. */
  readonly warnings: readonly string[];
};

export type Section = {
  /** Position in the document, from 1. */
  readonly ordinal: number;
  /** "4.1" from the heading "4.1 Gowning", without a closing dot. */
  readonly number: string | null;
  /** The heading without its number. */
  readonly heading: string | null;
  /** 1 to 6; 0 for text that stands under no heading. */
  readonly level: number;
  /** Plain text below the heading: one line per paragraph, list item or table row; cells joined by " | ". */
  readonly text: string;
  /** The same content as sanitised HTML, without the heading. */
  readonly html: string;
  /** Hex SHA-256 of the UTF-8 bytes of canonicalJson({ heading, html, number, text }). */
  readonly sha256: string;
};

export type MediaType =
  | 'text/markdown'
  | 'text/html'
  | 'text/plain'
  | 'application/pdf'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export type Kind = 'markdown' | 'html' | 'docx' | 'pdf' | 'text';

export type ConvertRefusalCode =
  | 'unknown-type'
  | 'type-mismatch'
  | 'too-large'
  | 'expands-too-far'
  | 'broken-file'
  | 'encrypted'
  | 'macros'
  | 'too-slow'
  | 'too-much-memory'
  | 'too-many-sections'
  | 'empty'
  | 'busy';

export type ConvertRefusal = {
  readonly code: ConvertRefusalCode;
  /** Names the file and says what to do. */
  readonly sentence: string;
};

export type ConvertResult =
  | { readonly ok: true; readonly document: ConvertedDocument }
  | {
      readonly ok: false;
      readonly refusal: ConvertRefusal;
      /** What a parser said, for the server's log; never for the person. */
      readonly cause?: string;
    };

export type Upload = { readonly fileName: string; readonly bytes: Uint8Array };

/** What a converter hands on: untrusted HTML, sanitised and cut into sections afterwards. */
export type RawContent = {
  readonly html: string;
  readonly title: string | null;
  /** The title stands apart from the text, so that a first heading without text is a section like any other. */
  readonly titleApart?: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
};
