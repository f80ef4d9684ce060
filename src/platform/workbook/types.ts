/** How far a workbook may go; beyond any of these it is refused, whatever it does to its reader. */
export type WorkbookLimits = { readonly fileBytes: number; readonly expandedBytes: number; readonly parts: number; readonly rows: number; readonly columns: number; readonly cell: number; readonly timeMs: number };
export type WorkbookTask = { readonly bytes: Uint8Array; /** Null: the first sheet that is shown. */ readonly sheet: string | null; readonly limits: WorkbookLimits };
export type SheetRows = { readonly sheet: string; readonly sheets: readonly string[]; readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[] };
export type WorkbookResult = ({ readonly ok: true } & SheetRows) | { readonly ok: false; readonly message: string };
