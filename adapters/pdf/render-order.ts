import { z } from 'zod'

/** The templates in `templates/`. One draws every kind of report: what differs is the document. */
export const reportTemplates = ['report'] as const
/** PDF/A-3a (archiving, data embedded) or PDF/UA-1 (accessibility). */
export const pdfStandards = ['a-3a', 'ua-1'] as const
export type PdfStandard = (typeof pdfStandards)[number]

const attachment = z.object({
  name: z.string(),
  mediaType: z.string(),
  description: z.string(),
  text: z.string(),
})
export type Attachment = z.infer<typeof attachment>

const enclosure = attachment.omit({ text: true }).extend({ base64: z.base64() })
/** A file of its own that goes along with the pages, whatever it is. */
export type Enclosure = Omit<z.infer<typeof enclosure>, 'base64'> & { bytes: Uint8Array }

const renderOrder = z.object({
  template: z.enum(reportTemplates),
  document: z.unknown(),
  attachment: attachment.nullable(),
  enclosures: z.array(enclosure).default([]),
  standard: z.enum(pdfStandards),
  /** Nobody waits for it as for a page: it yields to whoever asks for one. */
  inBackground: z.boolean().default(false),
  /** The only clock a render knows: whole seconds since 1970, so that the same order gives the same bytes. */
  createdAtSeconds: z.int(),
})
/** What the parent writes to the drawing process. */
export type RenderOrder = z.input<typeof renderOrder>

export const parseOrder = (json: string) => renderOrder.parse(JSON.parse(json))

/** What the drawing process says on standard error where it succeeded. */
export const renderReceipt = z.object({ pages: z.int().positive(), templates: z.string() })
export type RenderReceipt = z.infer<typeof renderReceipt>
