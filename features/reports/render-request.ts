import { createHash } from 'node:crypto'
import { log } from '#adapters/log.ts'
import type { Enclosure, RenderRequest } from '#adapters/pdf/render.ts'
import { reportWords } from '#adapters/pdf/words.ts'
import { evidenceTypes } from '#domain/evidence-file.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { composeReport, type ReportFacts } from '#domain/report/compose.ts'
import type { VolumeFacts } from '#domain/report/device-annex.ts'
import { composeVolume } from '#domain/report/device-volume.ts'
import type { Words } from '#domain/report/document.ts'
import { type EnclosedFile, enclosedName } from '#domain/report/enclosed-evidence.ts'
import type { ComposeInput } from './schema.ts'

/** In hexadecimal, as reports and their facts are known by. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** A composed report as it is kept. */
export type StoredReport = {
  id: string
  facts: unknown
  factsSha256: string
  language: string
  standard: string
}

export type RenderReason = 'renderFailed' | 'renderTimedOut' | 'factsAltered'

/** What cannot be put into words now never will be: the log tells why. */
export const composed = <Value>(reportId: string, work: () => Value): Outcome<Value, 'renderFailed'> => {
  try {
    return done(work())
  } catch (error) {
    log.error({ reportId, err: error }, 'a report could not be composed')
    return refused('renderFailed')
  }
}

/** A file of evidence and what is in it. */
export type Enclosed = { file: EnclosedFile; bytes: Uint8Array }

type Frozen = ComposeInput & {
  facts: ReportFacts
  /** The facts as they were frozen: what is attached, and what their hash is of. */
  text: string
  enclosed?: readonly Enclosed[]
}

/** What the renderer is asked for. Throws where the facts cannot be put into words. */
export const renderRequestOf = (
  { facts, text, language, standard, enclosed = [] }: Frozen,
  factsSha256: string,
): RenderRequest => {
  const words = reportWords(language, facts.organisation.timeZone)
  return {
    template: 'report',
    document: composeReport(facts, language, words, factsSha256),
    attachment: {
      name: `${facts.kind}-facts.json`,
      mediaType: 'application/json',
      description: words.t('reports.attachment'),
      text,
    },
    enclosures: enclosed.map((each) => enclosureOf(each, words)),
    standard,
    at: new Date(facts.composedAt),
  }
}

const enclosureOf = ({ file, bytes }: Enclosed, words: Words): Enclosure => ({
  name: enclosedName(file),
  // A PDF has no place for what stands behind the type.
  mediaType: evidenceTypes[file.type].mediaType.replace(/;.*/, ''),
  description: words.t('reports.cessation.enclosure', { name: file.name }),
  bytes,
})

/** The same for one volume of it, whose frozen facts are attached. */
export const volumeRequestOf = (
  { facts, text, language, standard }: Frozen,
  volume: VolumeFacts,
  factsSha256: string,
): RenderRequest => {
  if (!('annex' in facts && facts.annex)) throw new Error('a volume of a report without an annex')
  const words = reportWords(language, facts.organisation.timeZone)
  return {
    template: 'report',
    document: composeVolume({ ...facts, annex: facts.annex }, volume, language, words, factsSha256),
    attachment: {
      name: `devices-${volume.number}.json`,
      mediaType: 'application/json',
      description: words.t('reports.annex.attachment'),
      text,
    },
    standard,
    at: new Date(facts.composedAt),
  }
}
