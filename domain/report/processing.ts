import type { Language } from '../language.ts'
import { closing } from './closing.ts'
import { isStillSharing } from './disclosed-account.ts'
import { told } from './disclosure.ts'
import { gapsSection } from './disclosure-closing.ts'
import type { DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import { legalBlocks, recipientWords } from './disclosure-legal.ts'
import type { Line, ReportDocument, Section, Words } from './document.ts'
import { editionRow, framed } from './frame.ts'
import {
  activityCounts,
  categoriesTable,
  endedLines,
  fieldsSection,
  purposeLine,
  recordSummary,
  rowsOf,
  securitySection,
  servicesInUse,
  standingOf,
  subjectLines,
} from './record-parts.ts'

/**
 * The record that a processor keeps of what it does on behalf of a controller (GDPR Art. 30(2)), as far as it shares with
 * Apple, in the order of its points: (a) who and for whom, (b) what is done through each service in use, (c) transfers,
 * (d) security. What only a controller decides, and so records under Art. 30(1), is not in it.
 */
export const composeProcessing = (
  facts: DisclosureFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  const inUse = servicesInUse(facts)
  const row = rowsOf('processing', words)
  return framed(facts, language, words, {
    title: words.t('reports.processing.title'),
    shortTitle: words.t('reports.kinds.processing'),
    titleOf: words.t('reports.processing.titleOf', { organisation: facts.organisation.name }),
    about: [
      row('processor', processorLine(facts, words)),
      row('according', { text: words.t('reports.processing.article') }),
      ...told(facts, words),
    ],
    foot: words.t('reports.processing.promise'),
    sections: [
      summary(facts, inUse, words),
      parties(facts, words),
      ...inUse.map((service, index) => category(service, index === 0, facts, language, words)),
      ...fieldsSection(inUse, facts, language, words),
      transfers(facts, words),
      securitySection('processing', words),
      gapsSection(facts, language, words),
      ...closing(facts, factsSha256, words, [editionRow(facts, words)]),
    ],
  })
}

const notStated = (words: Words): Line => ({ text: words.t('reports.document.notStated'), style: 'quiet' })

const processorLine = ({ organisation: { operator } }: DisclosureFacts, words: Words): Line =>
  operator ? { text: operator.name } : notStated(words)

/** The processor in the middle of a sentence. */
const operatorIn = ({ organisation: { operator } }: DisclosureFacts, words: Words): string =>
  operator?.name ?? words.t('reports.processing.theProcessor')

const summary = (facts: DisclosureFacts, inUse: readonly DisclosedService[], words: Words): Section =>
  recordSummary(facts, words, {
    headline: words.t('reports.processing.headline', {
      organisation: facts.organisation.name,
      operator: operatorIn(facts, words),
      ...activityCounts(inUse),
    }),
    scope: words.t('reports.processing.scope'),
    caption: words.t('reports.processing.activities'),
    activity: words.t('reports.processing.categoryColumn'),
  })

const parties = (facts: DisclosureFacts, words: Words): Section => {
  const { name, country, address, controllers, dataProtectionOfficer, operator } = facts.organisation
  const row = rowsOf('processing', words)
  return {
    title: words.t('reports.processing.parties'),
    newPage: false,
    blocks: [
      { kind: 'paragraph', lines: [{ text: words.t('reports.processing.partiesNote') }] },
      {
        kind: 'definitions',
        rows: [
          row(
            'processor',
            operator ? { text: operator.name, style: 'strong' } : notStated(words),
            ...(operator?.contact ? linesOf(operator.contact) : [noContact(words)]),
          ),
          row('processorDpo', orNotStated(operator?.dataProtectionOfficer, words)),
          row(
            'behalf',
            ...(controllers.length > 0 ? controllers : [name]).map(
              (controller): Line => ({ text: controller, style: 'strong' }),
            ),
            ...(address ? linesOf(address) : [noContact(words)]),
            { text: words.country(country) },
            ...(controllers.length > 1
              ? [{ text: words.t('reports.processing.notToldApart'), style: 'quiet' as const }]
              : []),
          ),
          row('controllerDpo', orNotStated(dataProtectionOfficer, words)),
          row('representatives', { text: words.t('reports.processing.representativesNote'), style: 'quiet' }),
        ],
      },
    ],
  }
}

const noContact = (words: Words): Line => ({ text: words.t('reports.processing.noContact'), style: 'quiet' })

const orNotStated = (text: string | null | undefined, words: Words): Line =>
  text ? { text } : notStated(words)

const linesOf = (text: string): Line[] => text.split(/\r?\n/).map((line) => ({ text: line }))

/** One category of processing: what is done through one service, with which data, about whom. */
const category = (
  service: DisclosedService,
  newPage: boolean,
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Section => {
  const row = rowsOf('processing', words)
  const called = `services.${service.service}`
  const ended = endedLines(service, facts, words)
  return {
    title: words.t(`reports.processing.category.${standingOf(service)}`, {
      service: words.t(`${called}.name`),
      state: words.t(`states.${service.state}`),
    }),
    newPage,
    blocks: [
      {
        kind: 'definitions',
        rows: [
          row('done', purposeLine(service, words), {
            text: words.t(`reports.processing.doneNote.${isStillSharing(service.state) ? 'now' : 'before'}`),
            style: 'quiet',
          }),
          row('subjects', ...subjectLines(service, facts, words)),
          ...(ended.length > 0 ? [{ term: words.t('reports.record.ended'), lines: ended }] : []),
        ],
      },
      categoriesTable(
        service,
        words.t('reports.processing.categories', { service: words.t(`${called}.short`) }),
        language,
        words,
      ),
    ],
  }
}

const transfers = (facts: DisclosureFacts, words: Words): Section => ({
  title: words.t('reports.processing.transfers'),
  newPage: false,
  blocks: [
    {
      kind: 'paragraph',
      lines: [
        {
          text: words.t('reports.processing.onward', {
            recipient: recipientWords(facts.legal.recipient, facts.organisation, words),
          }),
          style: 'strong',
        },
        { text: words.t('reports.processing.transfersNote', { operator: operatorIn(facts, words) }) },
      ],
    },
    ...legalBlocks(facts, words),
  ],
})
