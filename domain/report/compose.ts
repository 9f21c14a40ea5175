import { z } from 'zod'
import type { Language } from '../language.ts'
import { composeCessation } from './cessation.ts'
import { cessationFactsSchema } from './cessation-facts.ts'
import { composeDifference } from './changes.ts'
import { differenceFactsSchema } from './changes-facts.ts'
import { composeDisclosure } from './disclosure.ts'
import { disclosureFactsSchema } from './disclosure-facts.ts'
import type { ReportDocument, Words } from './document.ts'
import { composeExtract } from './extract.ts'
import { extractFactsSchema } from './extract-facts.ts'
import { composeImpact } from './impact.ts'
import { impactFactsSchema } from './impact-facts.ts'
import { composeProcessing } from './processing.ts'
import { composeRecord } from './record.ts'

/** What each kind of report is frozen as. */
export const reportFactsSchema = z.discriminatedUnion('kind', [
  disclosureFactsSchema,
  cessationFactsSchema,
  impactFactsSchema,
  extractFactsSchema,
  differenceFactsSchema,
])
export type ReportFacts = z.infer<typeof reportFactsSchema>

/** A report's document, from its frozen facts and the words of one language; `factsSha256` is the hash of `freeze(facts)`. */
export const composeReport = (
  facts: ReportFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  switch (facts.kind) {
    case 'disclosure':
    case 'state':
      return composeDisclosure(facts, language, words, factsSha256)
    case 'record':
      return composeRecord(facts, language, words, factsSha256)
    case 'processing':
      return composeProcessing(facts, language, words, factsSha256)
    case 'difference':
      return composeDifference(facts, language, words, factsSha256)
    case 'cessation':
      return composeCessation(facts, language, words, factsSha256)
    case 'extract':
      return composeExtract(facts, language, words, factsSha256)
    case 'impact':
      return composeImpact(facts, language, words, factsSha256)
  }
}
